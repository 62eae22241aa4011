/* A router: splits the packets that come in into urgent ones and others, and forwards both. */
#include "autoperf.h"
#include "queue.h"
#include "workload.h"

#include <stdlib.h>

#define PACKETS 200000
#define PRIORITY 0x80000000u

static void receive(uint32_t *packets, uint64_t *random) {
    for (size_t i = 0; i < PACKETS; i += 2) {
        uint64_t r = random_next(random);
        packets[i] = (uint32_t) r;
        packets[i + 1] = (uint32_t) (r >> 32);
    }
}

static uint64_t forward(const uint32_t *packets, size_t count, uint64_t sent) {
    for (size_t i = 0; i < count; i++)
        sent = fold(sent, packets[i]);
    return sent;
}

static uint64_t serve(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    uint32_t *packets = workload_allocate(PACKETS * sizeof *packets);
    uint32_t *above = workload_allocate(PACKETS * sizeof *above);
    uint32_t *others = workload_allocate(PACKETS * sizeof *others);
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("receive");
        receive(packets, &random);
        AUTOPERF_MARK_END("receive");

        AUTOPERF_MARK_BEGIN("split");
        size_t urgent = queue_split(packets, PACKETS, PRIORITY, above, others);
        AUTOPERF_MARK_END("split");

        AUTOPERF_MARK_BEGIN("forward");
        checksum += forward(others, PACKETS - urgent, forward(above, urgent, 0));
        AUTOPERF_MARK_END("forward");
    }
    free(others);
    free(above);
    free(packets);
    return checksum;
}

int main(int argc, char **argv) {
    struct options options = workload_options(argc, argv, 400, 1000000);
    uint64_t checksum = workload_run(&options, serve);
    workload_check(checksum != 0, "no packet was forwarded");
    return workload_finish(checksum);
}
