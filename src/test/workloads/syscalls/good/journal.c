#include "journal.h"
#include "workload.h"

#include <string.h>
#include <unistd.h>

void journal_write(struct journal *journal, const char *line, size_t length) {
    if (length > sizeof journal->buffer - journal->used)
        journal_flush(journal);
    memcpy(journal->buffer + journal->used, line, length);
    journal->used += length;
}

void journal_flush(struct journal *journal) {
    workload_check(write(journal->file, journal->buffer, journal->used) == (ssize_t) journal->used, "cannot write");
    journal->used = 0;
}
