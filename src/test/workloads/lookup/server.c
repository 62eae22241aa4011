/* A server: reads requests, finds the handler of each by its name in a table of routes, and answers. */
#include "autoperf.h"
#include "routes.h"
#include "workload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REQUESTS 20000
#define ANSWER 32

static struct route table[ROUTES];

static void receive(char (*names)[NAME_LENGTH], uint64_t *random) {
    for (int i = 0; i < REQUESTS; i++)
        memcpy(names[i], table[random_next(random) % ROUTES].name, NAME_LENGTH);
}

static void find(char (*names)[NAME_LENGTH], int *handlers) {
    for (int i = 0; i < REQUESTS; i++)
        handlers[i] = routes_find(names[i]);
}

static uint64_t answer(const int *handlers) {
    uint64_t sent = 0;
    for (int i = 0; i < REQUESTS; i++)
        for (uint64_t byte = 0; byte < ANSWER; byte++)
            sent = fold(sent, (uint64_t) handlers[i] + byte);
    return sent;
}

static uint64_t serve(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    char (*names)[NAME_LENGTH] = workload_allocate(REQUESTS * sizeof *names);
    int *handlers = workload_allocate(REQUESTS * sizeof *handlers);
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("receive");
        receive(names, &random);
        AUTOPERF_MARK_END("receive");

        AUTOPERF_MARK_BEGIN("route");
        find(names, handlers);
        AUTOPERF_MARK_END("route");

        AUTOPERF_MARK_BEGIN("answer");
        checksum += answer(handlers);
        AUTOPERF_MARK_END("answer");
    }
    free(handlers);
    free(names);
    return checksum;
}

int main(int argc, char **argv) {
    struct options options = workload_options(argc, argv, 250, 1000000);
    for (int i = 0; i < ROUTES; i++) {
        snprintf(table[i].name, NAME_LENGTH, "/%c/orders/%d", 'a' + i % 26, i);
        table[i].handler = i;
    }
    routes_set(table);
    for (int i = 0; i < ROUTES; i++)
        workload_check(routes_find(table[i].name) == i, "a route was not found");
    workload_check(routes_find("/nowhere") == -1, "a route was found that is not there");
    return workload_finish(workload_run(&options, serve));
}
