/*
 * What one execution of a region costs, beside the bare calls it needs, in turn and in one process.
 *
 *   pair-cost software     sampled executions with the built-in counters, against the system calls for them
 *   pair-cost events       with 8 events of perf, against reads of an equal group
 *   pair-cost pair         executions alone: unprofiled, or not sampled, as the environment has it
 *   pair-cost workload N   N executions of about 100 microseconds of computing each; prints the seconds
 */
#include <autoperf.h>

#include <linux/perf_event.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 101, BATCH = 500 };

static int group = -1;
static double measured[2][ROUNDS];

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static void pairs(int number) {
    for (int i = 0; i < number; i++) {
        autoperf_region_begin("measured");
        autoperf_region_end("measured");
    }
}

static void bare_software(int number) {
    for (int i = 0; i < 2 * number; i++) {
        struct timespec time;
        struct rusage usage;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        getrusage(RUSAGE_THREAD, &usage);
        clock_gettime(CLOCK_MONOTONIC, &time);
    }
}

static void bare_events(int number) {
    for (int i = 0; i < 2 * number; i++) {
        uint64_t values[16];
        struct timespec time;
        if (read(group, values, sizeof values) <= 0) {
            perror("read");
            exit(1);
        }
        clock_gettime(CLOCK_MONOTONIC, &time);
    }
}

static void open_group(void) {
    static const uint64_t events[8] = {PERF_COUNT_SW_TASK_CLOCK,     PERF_COUNT_SW_CPU_CLOCK,
                                       PERF_COUNT_SW_PAGE_FAULTS,    PERF_COUNT_SW_CONTEXT_SWITCHES,
                                       PERF_COUNT_SW_CPU_MIGRATIONS, PERF_COUNT_SW_PAGE_FAULTS_MIN,
                                       PERF_COUNT_SW_PAGE_FAULTS_MAJ, PERF_COUNT_SW_CGROUP_SWITCHES};
    for (int e = 0; e < 8; e++) {
        struct perf_event_attr attributes = {.type = PERF_TYPE_SOFTWARE, .size = sizeof attributes,
                                             .config = events[e], .read_format = PERF_FORMAT_GROUP};
        int file = (int)syscall(SYS_perf_event_open, &attributes, 0, -1, group, 0);
        if (file < 0) {
            perror("perf_event_open");
            exit(1);
        }
        group = group < 0 ? file : group;
    }
}

static int by_size(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double median(double *values) {
    qsort(values, ROUNDS, sizeof *values, by_size);
    return values[ROUNDS / 2];
}

static void compare(void (*bare)(int)) {
    for (int r = 0; r < ROUNDS; r++) {
        uint64_t start = now();
        pairs(BATCH);
        uint64_t between = now();
        bare(BATCH);
        measured[0][r] = (double)(between - start) / BATCH;
        measured[1][r] = (double)(now() - between) / BATCH;
    }
    double pair = median(measured[0]), calls = median(measured[1]);
    printf("%.0f ns a pair, %.0f ns its bare calls, ratio %.2f\n", pair, calls, pair / calls);
}

static void alone(void) {
    pairs(10000000); /* so many that the stride is long */
    for (int r = 0; r < ROUNDS; r++) {
        uint64_t start = now();
        pairs(100 * BATCH);
        measured[0][r] = (double)(now() - start) / (100 * BATCH);
    }
    printf("%.2f ns a pair\n", median(measured[0]));
}

static void workload(int executions) {
    volatile double sum = 0;
    uint64_t start = now();
    for (int e = 0; e < executions; e++) {
        autoperf_region_begin("workload");
        double x = 1;
        for (int i = 0; i < 52000; i++) {
            x = x * 0.999999 + 0.5;
        }
        sum += x;
        autoperf_region_end("workload");
    }
    printf("%.6f\n", (double)(now() - start) / 1e9);
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    if (!strcmp(what, "software")) {
        compare(bare_software);
    } else if (!strcmp(what, "events")) {
        open_group();
        compare(bare_events);
    } else if (!strcmp(what, "pair")) {
        alone();
    } else if (!strcmp(what, "workload") && argc > 2) {
        workload(atoi(argv[2]));
    } else {
        fputs("usage: pair-cost software | events | pair | workload N\n", stderr);
        return 2;
    }
    return 0;
}
