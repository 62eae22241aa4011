/* Sorts the results of races by time. Defect: a race is sorted by exchanging neighbours until none is out of order. */
#include "graded.h"

#include <stdlib.h>
#include <string.h>

#define RUNNERS 96

__attribute__((noinline)) static void sort(uint64_t *times) {
    static const int gaps[] = {41, 13, 4, 1};
    for (int g = 0; g < 4; g++)
        for (int i = gaps[g]; i < RUNNERS; i++) {
            uint64_t time = times[i];
            int j = i;
            for (; j >= gaps[g] && times[j - gaps[g]] > time; j -= gaps[g])
                times[j] = times[j - gaps[g]];
            times[j] = time;
        }
}

__attribute__((noinline)) static void exchange(uint64_t *times) {
    for (bool sorted = false; !sorted;) {
        sorted = true;
        for (int i = 1; i < RUNNERS; i++)
            if (times[i - 1] > times[i]) {
                uint64_t time = times[i];
                times[i] = times[i - 1];
                times[i - 1] = time;
                sorted = false;
            }
    }
}

static uint64_t hold_races(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    uint64_t (*races)[RUNNERS] = workload_allocate((uint64_t) graded.items * sizeof *races);
    uint32_t steps = 0;
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("run");
        for (long race = 0; race < graded.items; race++)
            for (int runner = 0; runner < RUNNERS; runner++)
                races[race][runner] = random_next(&random) >> 40;
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("run");

        AUTOPERF_MARK_BEGIN("rank");
        for (long race = 0; race < graded.items; race++) {
            if (graded_defect(&steps))
                exchange(races[race]);
            else
                sort(races[race]);
        }
        graded_check(checksum);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("rank");

        AUTOPERF_MARK_BEGIN("announce");
        for (long race = 0; race < graded.items; race++)
            for (int runner = 0; runner < RUNNERS; runner++)
                checksum = fold(checksum, races[race][runner]);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("announce");
    }
    return checksum;
}

int main(int argc, char **argv) {
    graded_options(argc, argv, &(struct grading) {
        .size = 300, .threads = 1, .items = 80, .defect = 790, .rounds = 60000, .check = 26,
    });
    return workload_finish(workload_run(&graded.options, hold_races));
}
