/* Counts the votes of an election. Defect: a vote is added to one counter of all threads, not to the thread's own. */
#include "graded.h"

#include <stdatomic.h>

#define STEP 200

struct votes {
    _Alignas(128) uint64_t yes;
};

static struct votes votes[MAX_THREADS];
static _Alignas(128) atomic_ulong common;

/* How many of eight ballots have a yes: the lowest bit of each byte. */
static uint64_t yes_of(uint64_t ballots) {
    return (ballots & 0x0101010101010101u) * 0x0101010101010101u >> 56;
}

static uint64_t election(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    uint64_t *ballots = workload_allocate((uint64_t) graded.items * sizeof *ballots);
    uint32_t steps = 0;
    for (long box = 0; box < options->size; box++) {
        AUTOPERF_MARK_BEGIN("open");
        for (long i = 0; i < graded.items; i++)
            ballots[i] = random_next(&random);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("open");

        graded_meet();
        AUTOPERF_MARK_BEGIN("count");
        for (long i = 0; i < graded.items; i += STEP) {
            bool shared = graded_defect(&steps);
            for (long j = i; j < i + STEP && j < graded.items; j++) {
                if (shared)
                    atomic_fetch_add_explicit(&common, yes_of(ballots[j]), memory_order_relaxed);
                else
                    votes[thread].yes += yes_of(ballots[j]);
            }
        }
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("count");

        AUTOPERF_MARK_BEGIN("seal");
        for (long i = 0; i < graded.items; i++)
            checksum = fold(checksum, ballots[i]);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("seal");
    }
    return checksum;
}

int main(int argc, char **argv) {
    graded_options(argc, argv, &(struct grading) {
        .size = 150, .threads = 2, .items = 100000, .defect = 800,
    });
    uint64_t checksum = workload_run(&graded.options, election), yes = common;
    for (int t = 0; t < MAX_THREADS; t++)
        yes += votes[t].yes;
    workload_check(yes > 0, "no vote was counted");
    return workload_finish(fold(checksum, yes));
}
