/* A network monitor counts packets and bytes. Defect: a packet is counted where all threads' counters share a cache line. */
#include "graded.h"

#include <stdatomic.h>

#define STEP 400

struct tally {
    atomic_ulong packets, bytes;
};

struct apart {
    _Alignas(128) struct tally tally;
};

static struct apart apart[MAX_THREADS];
static _Alignas(128) struct tally together[MAX_THREADS];

static void count(struct tally *tally, uint32_t packet) {
    atomic_fetch_add_explicit(&tally->packets, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&tally->bytes, packet % 1500, memory_order_relaxed);
}

static uint64_t watch(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    uint32_t *packets = workload_allocate((uint64_t) graded.items * sizeof *packets);
    uint32_t steps = 0;
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("receive");
        for (long i = 0; i < graded.items; i++)
            packets[i] = (uint32_t) random_next(&random);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("receive");

        graded_meet();
        AUTOPERF_MARK_BEGIN("account");
        for (long i = 0; i < graded.items; i += STEP) {
            struct tally *tally = graded_defect(&steps) ? &together[thread] : &apart[thread].tally;
            for (long j = i; j < i + STEP && j < graded.items; j++)
                count(tally, packets[j]);
        }
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("account");

        AUTOPERF_MARK_BEGIN("inspect");
        for (long i = 0; i < graded.items; i++)
            checksum = fold(checksum, packets[i]);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("inspect");
    }
    return checksum;
}

int main(int argc, char **argv) {
    graded_options(argc, argv, &(struct grading) {
        .size = 150, .threads = 2, .items = 50000, .defect = 465,
    });
    uint64_t checksum = workload_run(&graded.options, watch), packets = 0, bytes = 0;
    for (int t = 0; t < MAX_THREADS; t++) {
        packets += apart[t].tally.packets + together[t].packets;
        bytes += apart[t].tally.bytes + together[t].bytes;
    }
    workload_check(packets == (uint64_t) (graded.options.size * graded.items * graded.options.threads), "packets were lost");
    return workload_finish(fold(checksum, bytes));
}
