/* A router splits packets into urgent ones and others. Defect: by a branch on the random priority, not by arithmetic. */
#include "graded.h"

#define STEP 256
#define PRIORITY 0x80000000u

struct queues {
    uint32_t *above, *others;
    long urgent, rest;
};

__attribute__((noinline)) static void split(const uint32_t *packets, struct queues *queues) {
    uint32_t *above = queues->above + queues->urgent, *others = queues->others + queues->rest;
    long urgent = 0;
    for (long i = 0; i < STEP; i++) {
        uint32_t packet = packets[i];
        above[urgent] = packet;
        others[i - urgent] = packet;
        urgent += packet > PRIORITY;
    }
    queues->urgent += urgent;
    queues->rest += STEP - urgent;
}

__attribute__((noinline)) static void split_by_branch(const uint32_t *packets, struct queues *queues) {
    uint32_t *above = queues->above + queues->urgent, *others = queues->others + queues->rest;
    long urgent = 0, rest = 0;
    for (long i = 0; i < STEP; i++) {
        if (packets[i] > PRIORITY)
            above[urgent++] = packets[i];
        else
            others[rest++] = packets[i];
    }
    queues->urgent += urgent;
    queues->rest += rest;
}

static uint64_t serve(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0, count = (uint64_t) graded.items * STEP;
    uint32_t *packets = workload_allocate(count * sizeof *packets);
    struct queues queues = {.above = workload_allocate((count + STEP) * 4), .others = workload_allocate((count + STEP) * 4)};
    uint32_t steps = 0;
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("receive");
        for (uint64_t i = 0; i < count; i += 2) {
            uint64_t r = random_next(&random);
            packets[i] = (uint32_t) r;
            packets[i + 1] = (uint32_t) (r >> 32);
        }
        autoperf_work(count);
        AUTOPERF_MARK_END("receive");

        AUTOPERF_MARK_BEGIN("split");
        queues.urgent = queues.rest = 0;
        for (uint64_t i = 0; i < count; i += STEP) {
            if (graded_defect(&steps))
                split_by_branch(packets + i, &queues);
            else
                split(packets + i, &queues);
        }
        graded_check(checksum);
        autoperf_work(count);
        AUTOPERF_MARK_END("split");

        AUTOPERF_MARK_BEGIN("forward");
        for (long i = 0; i < queues.urgent; i++)
            checksum = fold(checksum, queues.above[i]);
        for (long i = 0; i < queues.rest; i += 4)
            checksum += queues.others[i];
        autoperf_work(count);
        AUTOPERF_MARK_END("forward");
    }
    return checksum;
}

int main(int argc, char **argv) {
    graded_options(argc, argv, &(struct grading) {
        .size = 150, .threads = 2, .items = 900, .defect = 240, .rounds = 60000, .check = 24.8,
    });
    return workload_finish(workload_run(&graded.options, serve));
}
