/* Adds up the sales of many shops by article, day by day, and works out what to order. */
#include "autoperf.h"
#include "table.h"
#include "workload.h"

#include <stdlib.h>

#define CHANGES 100000
#define ROUNDS 200

static void fill(struct table *table, uint64_t *random) {
    for (int shop = 0; shop < SHOPS; shop++)
        for (int article = 0; article < ARTICLES; article++)
            table->sold[shop][article] = (uint32_t) (random_next(random) >> 48);
}

/* The day's sales of one shop. */
static void record(uint32_t *sold, uint64_t *random) {
    for (int change = 0; change < CHANGES; change++) {
        uint64_t r = random_next(random);
        sold[r % ARTICLES] += (uint32_t) (r >> 60);
    }
}

/* The stock that lasts for a number of days, each with a little less sold. */
static uint64_t plan(const uint32_t totals[ARTICLES]) {
    uint64_t order = 0;
    for (int day = 0; day < ROUNDS; day++)
        for (int article = 0; article < ARTICLES; article++)
            order = fold(order, totals[article] - totals[article] / (uint32_t) (day + 2));
    return order;
}

static uint64_t keep_books(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    struct table *table = workload_allocate(sizeof *table);
    uint32_t totals[ARTICLES];
    fill(table, &random);
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("record");
        record(table->sold[batch % SHOPS], &random);
        AUTOPERF_MARK_END("record");

        AUTOPERF_MARK_BEGIN("total");
        table_totals(table, totals);
        AUTOPERF_MARK_END("total");

        AUTOPERF_MARK_BEGIN("plan");
        checksum += plan(totals);
        AUTOPERF_MARK_END("plan");
    }
    free(table);
    return checksum;
}

int main(int argc, char **argv) {
    struct options options = workload_options(argc, argv, 200, 1000000);
    uint64_t checksum = workload_run(&options, keep_books);
    workload_check(checksum != 0, "nothing was sold");
    return workload_finish(checksum);
}
