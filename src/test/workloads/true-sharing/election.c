/* Counts the votes of an election: each thread opens ballot boxes, counts what is in them and seals them again. */
#include "autoperf.h"
#include "votes.h"
#include "workload.h"

#include <stdlib.h>

#define BALLOTS 400000

/* Returns the votes with a yes. */
static uint64_t open_box(uint8_t *ballots, uint64_t *random) {
    uint64_t yes = 0;
    for (size_t i = 0; i < BALLOTS; i += 8) {
        uint64_t r = random_next(random);
        for (size_t j = 0; j < 8; j++, r >>= 8) {
            ballots[i + j] = (uint8_t) r;
            yes += r & 1;
        }
    }
    return yes;
}

static uint64_t seal(const uint8_t *ballots) {
    uint64_t seal = 0;
    for (size_t i = 0; i < BALLOTS; i++)
        seal = fold(seal, ballots[i]);
    return seal;
}

static uint64_t expected[MAX_THREADS];

static uint64_t count(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0, yes = 0;
    uint8_t *ballots = workload_allocate(BALLOTS);
    for (long box = 0; box < options->size; box++) {
        AUTOPERF_MARK_BEGIN("open");
        yes += open_box(ballots, &random);
        AUTOPERF_MARK_END("open");

        AUTOPERF_MARK_BEGIN("count");
        votes_count(thread, ballots, BALLOTS);
        AUTOPERF_MARK_END("count");

        AUTOPERF_MARK_BEGIN("seal");
        checksum += seal(ballots);
        AUTOPERF_MARK_END("seal");
    }
    free(ballots);
    expected[thread] = yes;
    return checksum;
}

int main(int argc, char **argv) {
    struct options options = workload_options(argc, argv, 200, 1000000);
    uint64_t checksum = workload_run(&options, count), yes = 0;
    for (int t = 0; t < options.threads; t++)
        yes += expected[t];
    workload_check(votes_total() == yes, "votes were lost");
    return workload_finish(fold(checksum, yes));
}
