#include "tally.h"
#include "workload.h"

#include <stdatomic.h>

struct tally {
    atomic_ulong packets, bytes, local;
};

static _Alignas(64) struct tally tallies[MAX_THREADS];

void tally_packet(int thread, const struct packet *packet) {
    struct tally *tally = &tallies[thread];
    atomic_fetch_add_explicit(&tally->packets, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&tally->bytes, packet->length, memory_order_relaxed);
    atomic_fetch_add_explicit(&tally->local, packet->sender >> 24 == 10, memory_order_relaxed);
}

struct totals tally_totals(void) {
    struct totals totals = {0, 0, 0};
    for (int t = 0; t < MAX_THREADS; t++) {
        totals.packets += atomic_load_explicit(&tallies[t].packets, memory_order_relaxed);
        totals.bytes += atomic_load_explicit(&tallies[t].bytes, memory_order_relaxed);
        totals.local += atomic_load_explicit(&tallies[t].local, memory_order_relaxed);
    }
    return totals;
}
