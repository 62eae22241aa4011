/* A network monitor: each thread takes packets in, keeps its statistics up to date, and inspects the packets. */
#include "autoperf.h"
#include "tally.h"
#include "workload.h"

#include <stdlib.h>

#define PACKETS 100000

static void receive(struct packet *packets, uint64_t *random) {
    for (int i = 0; i < PACKETS; i++) {
        uint64_t r = random_next(random);
        packets[i] = (struct packet) {(uint16_t) (r % 1500), (uint16_t) (r >> 16), (uint32_t) (r >> 32)};
    }
}

static uint64_t inspect(const struct packet *packets) {
    uint64_t seen = 0;
    for (int i = 0; i < PACKETS; i++)
        seen = fold(seen, (uint64_t) packets[i].sender << 16 | packets[i].port);
    return seen;
}

static uint64_t watch(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    struct packet *packets = workload_allocate(PACKETS * sizeof *packets);
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("receive");
        receive(packets, &random);
        AUTOPERF_MARK_END("receive");

        AUTOPERF_MARK_BEGIN("account");
        for (int i = 0; i < PACKETS; i++)
            tally_packet(thread, &packets[i]);
        AUTOPERF_MARK_END("account");

        AUTOPERF_MARK_BEGIN("inspect");
        checksum += inspect(packets);
        AUTOPERF_MARK_END("inspect");
    }
    free(packets);
    return checksum;
}

int main(int argc, char **argv) {
    struct options options = workload_options(argc, argv, 200, 1000000);
    uint64_t checksum = workload_run(&options, watch);
    struct totals totals = tally_totals();
    workload_check(totals.packets == (uint64_t) options.size * PACKETS * (uint64_t) options.threads,
            "packets were lost");
    return workload_finish(fold(fold(checksum, totals.bytes), totals.local));
}
