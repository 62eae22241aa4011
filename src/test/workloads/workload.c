#include "workload.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void usage(const char *program, long size, long largest_size) {
    fprintf(stderr,
            "usage: %s [--size N] [--seed S] [--threads T]\n"
            "  --size N     batches for each thread, 1 to %ld (default %ld)\n"
            "  --seed S     of the random data (default 1)\n"
            "  --threads T  1 to %d (default 2)\n",
            program, largest_size, size, MAX_THREADS);
    exit(2);
}

static bool read_number(const char *text, uint64_t least, uint64_t most, uint64_t *number) {
    if (*text < '0' || *text > '9')
        return false;
    char *end;
    errno = 0;
    *number = strtoull(text, &end, 10);
    return errno == 0 && *end == '\0' && *number >= least && *number <= most;
}

struct options workload_options(int argc, char **argv, long size, long largest_size) {
    uint64_t batches = (uint64_t) size, seed = 1, threads = 2;
    for (int i = 1; i < argc; i += 2) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        bool good = (strcmp(argv[i], "--size") == 0 && read_number(value, 1, (uint64_t) largest_size, &batches))
                || (strcmp(argv[i], "--seed") == 0 && read_number(value, 0, UINT64_MAX, &seed))
                || (strcmp(argv[i], "--threads") == 0 && read_number(value, 1, MAX_THREADS, &threads));
        if (!good)
            usage(argv[0], size, largest_size);
    }
    return (struct options) {.size = (long) batches, .seed = seed, .threads = (int) threads};
}

struct task {
    const struct options *options;
    workload_thread *work;
    int thread;
    uint64_t share;
};

static void *run_task(void *argument) {
    struct task *task = argument;
    task->share = task->work(task->options, task->thread);
    return NULL;
}

uint64_t workload_run(const struct options *options, workload_thread *work) {
    pthread_t threads[MAX_THREADS];
    struct task tasks[MAX_THREADS];
    for (int t = 0; t < options->threads; t++) {
        tasks[t] = (struct task) {options, work, t, 0};
        workload_check(pthread_create(&threads[t], NULL, run_task, &tasks[t]) == 0, "cannot start a thread");
    }
    uint64_t sum = 0;
    for (int t = 0; t < options->threads; t++) {
        pthread_join(threads[t], NULL);
        sum += tasks[t].share;
    }
    return sum;
}

void workload_check(bool condition, const char *message) {
    if (!condition) {
        fprintf(stderr, "%s\n", message);
        exit(1);
    }
}

int workload_finish(uint64_t checksum) {
    return printf("checksum %016" PRIx64 "\n", checksum) > 0 && fflush(stdout) == 0 ? 0 : 1;
}

void *workload_allocate(uint64_t bytes) {
    void *memory = malloc(bytes);
    workload_check(memory != NULL, "no memory");
    return memory;
}
