/* A web site: reads who asks, sends each visitor a page made for them, and logs the visits. */
#include "autoperf.h"
#include "page.h"
#include "workload.h"

#include <stdlib.h>

#define VISITORS 50
#define HEADERS 2000

static void receive(uint64_t *visitors, uint64_t *random) {
    for (int i = 0; i < VISITORS; i++) {
        visitors[i] = 0;
        for (int header = 0; header < HEADERS; header++)
            visitors[i] ^= random_next(random);
    }
}

static uint64_t write_log(const uint64_t *visitors) {
    uint64_t log = 0;
    for (int i = 0; i < VISITORS; i++)
        for (uint64_t header = 0; header < HEADERS; header++)
            log = fold(log, visitors[i] + header);
    return log;
}

static uint64_t serve(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    uint64_t visitors[VISITORS];
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("receive");
        receive(visitors, &random);
        AUTOPERF_MARK_END("receive");

        AUTOPERF_MARK_BEGIN("send");
        for (int i = 0; i < VISITORS; i++)
            checksum += page_send(visitors[i]);
        AUTOPERF_MARK_END("send");

        AUTOPERF_MARK_BEGIN("log");
        checksum += write_log(visitors);
        AUTOPERF_MARK_END("log");
    }
    return checksum;
}

int main(int argc, char **argv) {
    /* The bad version keeps 0.8 MB a batch and thread: 500 MB at most. */
    struct options options = workload_options(argc, argv, 240, 600);
    workload_check(options.size * options.threads <= 600, "size times threads must be at most 600");
    uint64_t checksum = workload_run(&options, serve);
    workload_check(checksum != 0, "no page was sent");
    return workload_finish(checksum);
}
