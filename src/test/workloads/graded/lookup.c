/* A server finds the handler of each request by its name. Defect: by a search through the table, not by a hash. */
#include "graded.h"

#include <stdio.h>
#include <string.h>

#define ROUTES 64
#define SLOTS 256
#define NAME 16

static char table[ROUTES][NAME];
static int slots[SLOTS];

static uint32_t slot_of(const char *name) {
    uint32_t hash = 2166136261u;
    for (; *name != '\0'; name++)
        hash = (hash ^ (unsigned char) *name) * 16777619u;
    return (hash ^ hash >> 16) % SLOTS;
}

__attribute__((noinline)) static int find(const char *name) {
    for (uint32_t slot = slot_of(name); slots[slot] != 0; slot = (slot + 1) % SLOTS)
        if (strcmp(table[slots[slot] - 1], name) == 0)
            return slots[slot] - 1;
    return -1;
}

__attribute__((noinline)) static int search(const char *name) {
    for (int i = 0; i < ROUTES; i++)
        if (strcmp(table[i], name) == 0)
            return i;
    return -1;
}

static void make_table(void) {
    for (int i = 0; i < ROUTES; i++) {
        snprintf(table[i], NAME, "/%c/orders/%d", 'a' + i % 26, i);
        uint32_t slot = slot_of(table[i]);
        while (slots[slot] != 0)
            slot = (slot + 1) % SLOTS;
        slots[slot] = i + 1;
    }
}

static uint64_t serve(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    char (*names)[NAME] = workload_allocate((uint64_t) graded.items * sizeof *names);
    int *handlers = workload_allocate((uint64_t) graded.items * sizeof *handlers);
    uint32_t steps = 0;
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("receive");
        for (long i = 0; i < graded.items; i++)
            memcpy(names[i], table[random_next(&random) % ROUTES], NAME);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("receive");

        AUTOPERF_MARK_BEGIN("route");
        for (long i = 0; i < graded.items; i++)
            handlers[i] = graded_defect(&steps) ? search(names[i]) : find(names[i]);
        graded_check(checksum);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("route");

        AUTOPERF_MARK_BEGIN("answer");
        for (long i = 0; i < graded.items; i++)
            for (uint64_t byte = 0; byte < 8; byte++)
                checksum = fold(checksum, (uint64_t) handlers[i] + byte);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("answer");
    }
    return checksum;
}

int main(int argc, char **argv) {
    graded_options(argc, argv, &(struct grading) {
        .size = 150, .threads = 2, .items = 12000, .defect = 495, .rounds = 60000, .check = 25,
    });
    make_table();
    return workload_finish(workload_run(&graded.options, serve));
}
