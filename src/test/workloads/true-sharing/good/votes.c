#include "votes.h"
#include "workload.h"

struct votes {
    _Alignas(128) uint64_t yes;
};

static struct votes votes[MAX_THREADS];

void votes_count(int thread, const uint8_t *ballots, size_t count) {
    for (size_t i = 0; i < count; i++)
        votes[thread].yes += ballots[i] & 1;
}

uint64_t votes_total(void) {
    uint64_t total = 0;
    for (int t = 0; t < MAX_THREADS; t++)
        total += votes[t].yes;
    return total;
}
