/* Takes in payments and writes a journal. Defect: a line is handed to the kernel by itself, not with a full buffer. */
#include "graded.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define LINE 48
#define FULL 320

struct journal {
    int file;
    size_t used;
    char buffer[FULL * LINE];
};

static void flush(struct journal *journal) {
    workload_check(write(journal->file, journal->buffer, journal->used) == (ssize_t) journal->used, "cannot write");
    journal->used = 0;
}

static void put_hex(char *text, uint64_t number) {
    for (int digit = 15; digit >= 0; digit--, number >>= 4)
        text[digit] = "0123456789abcdef"[number & 15];
}

static void write_line(struct journal *journal, uint64_t payment) {
    char *line = journal->buffer + journal->used;
    memset(line, ' ', LINE - 1);
    put_hex(line, payment);
    line[LINE - 1] = '\n';
    journal->used += LINE;
}

static uint64_t serve(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    uint64_t *payments = workload_allocate((uint64_t) graded.items * sizeof *payments);
    struct journal *journal = workload_allocate(sizeof *journal);
    journal->used = 0;
    journal->file = open("/dev/null", O_WRONLY);
    workload_check(journal->file >= 0, "cannot open the journal");
    uint32_t steps = 0;
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("take-in");
        for (long i = 0; i < graded.items; i++)
            payments[i] = random_next(&random) ^ random_next(&random);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("take-in");

        AUTOPERF_MARK_BEGIN("journal");
        for (long i = 0; i < graded.items; i++) {
            write_line(journal, payments[i]);
            if (graded_defect(&steps) || i % FULL == FULL - 1)
                flush(journal);
        }
        flush(journal);
        graded_check(checksum);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("journal");

        AUTOPERF_MARK_BEGIN("settle");
        for (long i = 0; i < graded.items; i++)
            for (uint64_t month = 0; month < 12; month++)
                checksum = fold(checksum, payments[i] + month);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("settle");
    }
    close(journal->file);
    return checksum;
}

int main(int argc, char **argv) {
    graded_options(argc, argv, &(struct grading) {
        .size = 150, .threads = 2, .items = 20000, .defect = 2100, .rounds = 60000, .check = 28,
    });
    return workload_finish(workload_run(&graded.options, serve));
}
