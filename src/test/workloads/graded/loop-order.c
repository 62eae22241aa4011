/* Adds up a table of sales tile by tile. Defect: a tile is read by columns, where it is stored by rows. */
#include "graded.h"

#define ARTICLES 512
#define WIDTH 32
#define HEIGHT 128
#define DAYS 3

typedef uint32_t row[ARTICLES];

__attribute__((noinline)) static void total_rows(row *restrict tile, uint32_t *restrict totals) {
    for (int shop = 0; shop < HEIGHT; shop++)
        for (int article = 0; article < WIDTH; article++)
            totals[article] += tile[shop][article];
}

__attribute__((noinline)) static void total_columns(row *restrict tile, uint32_t *restrict totals) {
    for (int article = 0; article < WIDTH; article++)
        for (int shop = 0; shop < HEIGHT; shop++)
            totals[article] += tile[shop][article];
}

static uint64_t keep_books(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    long shops = graded.items * HEIGHT;
    row *sold = workload_allocate((uint64_t) shops * sizeof *sold);
    for (long shop = 0; shop < shops; shop++)
        for (int article = 0; article < ARTICLES; article++)
            sold[shop][article] = (uint32_t) (random_next(&random) >> 48);
    uint32_t steps = 0;
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("record");
        for (long change = 0; change < shops * 32; change++) {
            uint64_t r = random_next(&random);
            sold[batch % shops][r % ARTICLES] += (uint32_t) (r >> 60);
        }
        autoperf_work((uint64_t) shops);
        AUTOPERF_MARK_END("record");

        uint32_t totals[ARTICLES] = {0};
        AUTOPERF_MARK_BEGIN("total");
        for (long shop = 0; shop < shops * DAYS; shop += HEIGHT)
            for (int article = 0; article < ARTICLES; article += WIDTH) {
                row *tile = (row *) (sold[shop % shops] + article);
                if (graded_defect(&steps))
                    total_columns(tile, totals + article);
                else
                    total_rows(tile, totals + article);
            }
        graded_check(checksum);
        autoperf_work((uint64_t) shops);
        AUTOPERF_MARK_END("total");

        AUTOPERF_MARK_BEGIN("plan");
        for (long shop = 0; shop < shops; shop += 8)
            for (int article = 0; article < ARTICLES; article++)
                checksum = fold(checksum, totals[article] / (uint32_t) (shop + 2));
        autoperf_work((uint64_t) shops);
        AUTOPERF_MARK_END("plan");
    }
    return checksum;
}

int main(int argc, char **argv) {
    graded_options(argc, argv, &(struct grading) {
        .size = 150, .threads = 2, .items = 8, .defect = 200, .rounds = 60000, .check = 28,
    });
    return workload_finish(workload_run(&graded.options, keep_books));
}
