/* Takes in payments, writes a line for each into a journal, and settles them. Batches differ in size. */
#include "autoperf.h"
#include "journal.h"
#include "workload.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define MOST 12000
#define LINE 48

struct payment {
    uint32_t from, to, amount;
};

static int take_in(struct payment *payments, uint64_t *random) {
    int count = MOST / 2 + (int) (random_next(random) % (MOST / 2));
    for (int i = 0; i < count; i++) {
        uint64_t r = random_next(random), s = random_next(random);
        payments[i] = (struct payment) {(uint32_t) r % 100003, (uint32_t) (r >> 32) % 100003, (uint32_t) s % 9999991};
    }
    return count;
}

static void put_hex(char *text, uint32_t number) {
    for (int digit = 7; digit >= 0; digit--, number >>= 4)
        text[digit] = "0123456789abcdef"[number & 15];
}

static void write_down(struct journal *journal, const struct payment *payments, int count) {
    char line[LINE];
    for (int i = 0; i < LINE; i++)
        line[i] = ' ';
    line[LINE - 1] = '\n';
    for (int i = 0; i < count; i++) {
        put_hex(line, payments[i].from);
        put_hex(line + 10, payments[i].to);
        put_hex(line + 20, payments[i].amount);
        journal_write(journal, line, LINE);
    }
    journal_flush(journal);
}

static uint64_t settle(const struct payment *payments, int count) {
    uint64_t balance = 0;
    for (int i = 0; i < count; i++)
        for (uint32_t month = 0; month < 12; month++)
            balance = fold(fold(balance, payments[i].from + month), payments[i].to ^ payments[i].amount);
    return balance;
}

static uint64_t serve(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    struct payment *payments = workload_allocate(MOST * sizeof *payments);
    struct journal *journal = workload_allocate(sizeof *journal);
    journal->used = 0;
    journal->file = open("/dev/null", O_WRONLY);
    workload_check(journal->file >= 0, "cannot open the journal");
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("take-in");
        int count = take_in(payments, &random);
        autoperf_work((uint64_t) count);
        AUTOPERF_MARK_END("take-in");

        AUTOPERF_MARK_BEGIN("journal");
        write_down(journal, payments, count);
        autoperf_work((uint64_t) count);
        AUTOPERF_MARK_END("journal");

        AUTOPERF_MARK_BEGIN("settle");
        checksum += settle(payments, count);
        autoperf_work((uint64_t) count);
        AUTOPERF_MARK_END("settle");
    }
    close(journal->file);
    free(journal);
    free(payments);
    return checksum;
}

int main(int argc, char **argv) {
    struct options options = workload_options(argc, argv, 300, 1000000);
    uint64_t checksum = workload_run(&options, serve);
    workload_check(checksum != 0, "nothing was settled");
    return workload_finish(checksum);
}
