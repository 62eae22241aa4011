#include "graded.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct graded graded;

static atomic_ulong arrived;

static long percentage(const char *option, const char *text, long most) {
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno != 0 || *text < '0' || *text > '9' || *end != '\0' || value > most) {
        fprintf(stderr, "%s takes a percentage from 0 to %ld, not '%s'\n", option, most, text);
        exit(2);
    }
    return value;
}

void graded_options(int argc, char **argv, const struct grading *grading) {
    double effect = 0;
    long items = 100;
    graded.rounds = grading->rounds;
    char threads[] = {(char) ('0' + grading->threads), '\0'};
    char *others[16] = {argv[0], "--threads", threads};
    int count = 3;
    for (int i = 1; i < argc && count < 15; i += 2) {
        char *value = i + 1 < argc ? argv[i + 1] : "";
        if (strcmp(argv[i], "--effect") == 0 && strcmp(value, "shape") == 0 && grading->check > 0) {
            effect = grading->check;
            graded.rounds = 0;
        } else if (strcmp(argv[i], "--effect") == 0) {
            effect = (double) percentage("--effect", value, 100);
            graded.rounds = grading->rounds;
        } else if (strcmp(argv[i], "--items") == 0) {
            items = percentage("--items", value, 1000);
        } else {
            others[count++] = argv[i];
            if (i + 1 < argc)
                others[count++] = value;
        }
    }
    graded.options = workload_options(count, others, grading->size, 1000000);
    graded.items = grading->items * items / 100;
    graded.rounds = graded.rounds * items / 100;
    double share = effect / grading->defect * 0x1p32;
    workload_check(graded.items > 0, "there must be an item in a batch");
    workload_check(share < 0x1p32, "the defect does not cost so much");
    graded.share = (uint32_t) share;
}

void graded_meet(void) {
    unsigned long threads = (unsigned long) graded.options.threads, mine = atomic_fetch_add(&arrived, 1);
    for (int turns = 1; atomic_load(&arrived) / threads == mine / threads; turns++)
        if (turns % 1000 == 0)
            sched_yield();
}

void graded_check(uint64_t result) {
    for (long round = 0; round < graded.rounds; round++)
        result = fold(result, (uint64_t) round);
    __asm__ volatile("" : : "r"(result));
}
