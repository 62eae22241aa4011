#include "state.h"

/* A record is due when the number grew by one part in so many. */
enum { GROWTH = 256 };

struct tally *tally_of(struct thread *thread, const struct region *region) {
    struct tally **group = &thread->tallies[region->id / GROUP];
    if (*group == NULL) {
        *group = memory(GROUP * sizeof **group);
        if (*group == NULL) {
            return NULL;
        }
    }
    return *group + region->id % GROUP;
}

/* Wants the lock. */
static void write_executions(struct region *region) {
    uint64_t executions = __atomic_load_n(&region->executions, __ATOMIC_RELAXED);
    file_executions(region->id, __atomic_load_n(&region->shift, __ATOMIC_RELAXED), executions,
                    __atomic_load_n(&region->threads, __ATOMIC_RELAXED));
    __atomic_store_n(&region->reported, executions, __ATOMIC_RELAXED);
}

void write_all_executions(void) {
    for (uint32_t r = 0; r < region_count; r++) {
        if (regions[r].executions > 0) {
            write_executions(&regions[r]);
        }
    }
}

/* Adds what this thread executed since it last told; true when a record is due. */
static bool report(struct region *region, struct tally *tally) {
    uint64_t executions = __atomic_load_n(&tally->executions, __ATOMIC_RELAXED);
    uint64_t more = executions - tally->reported;
    tally->reported = executions;
    uint64_t sum = __atomic_add_fetch(&region->executions, more, __ATOMIC_RELAXED);
    uint64_t reported = __atomic_load_n(&region->reported, __ATOMIC_RELAXED);
    /* With a stride of 1 the samples themselves are the count. */
    bool counted = settings.simulated || __atomic_load_n(&region->shift, __ATOMIC_RELAXED) > 0;
    return counted && sum - reported > reported / GROWTH;
}

void report_all(struct thread *thread, bool write_due) {
    for (uint32_t group = 0; group < MAX_REGIONS / GROUP; group++) {
        for (uint32_t i = 0; thread->tallies[group] != NULL && i < GROUP; i++) {
            struct tally *tally = thread->tallies[group] + i;
            struct region *region = &regions[group * GROUP + i];
            if (tally->executions != tally->reported && report(region, tally) && write_due) {
                write_executions(region);
            }
        }
    }
}

void count_sample(struct region *region, struct tally *tally) {
    bool due = report(region, tally);
    if (!settings.simulated && __atomic_add_fetch(&region->taken, 1, __ATOMIC_RELAXED) == settings.budget && region->shift < 63) {
        __atomic_store_n(&region->taken, 0, __ATOMIC_RELAXED);
        __atomic_add_fetch(&region->shift, 1, __ATOMIC_RELAXED);
        due = true;
    }
    if (AUTOPERF_UNLIKELY(due)) {
        struct lock lock;
        lock_take(&lock);
        write_executions(region);
        lock_give(&lock);
    }
}
