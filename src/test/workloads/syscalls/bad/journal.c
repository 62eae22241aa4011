#include "journal.h"
#include "workload.h"

#include <unistd.h>

void journal_write(struct journal *journal, const char *line, size_t length) {
    workload_check(write(journal->file, line, length) == (ssize_t) length, "cannot write");
}

void journal_flush(struct journal *journal) {
    (void) journal;
}
