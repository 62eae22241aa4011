/* What the runtime keeps of regions, threads and the process. */
#ifndef AUTOPERF_STATE_H
#define AUTOPERF_STATE_H

#include "runtime.h"

#include <signal.h>
#include <string.h>

enum { MAX_REGIONS = 65536, MAX_DEPTH = 64, SLOTS = 64, GROUP = 256, TABLE = 2 * MAX_REGIONS };

struct region {
    const char *name;
    uint64_t hash;
    uint32_t id;
    uint32_t shift; /* log2 of the stride */
    /* Written at every sample, so on a cache line of their own. */
    _Alignas(64) uint64_t executions; /* those that threads have reported */
    uint64_t reported;                /* executions in the last record */
    uint32_t taken;                   /* samples since the stride changed */
    uint32_t threads;
};

/* What a thread knows of a region. */
struct tally {
    uint64_t executions, reported;
};

struct frame {
    struct region *region;
    const char *name; /* as given at the entry */
    uint64_t ordinal, work;
    enum sampled sampled;
    uint64_t entry[MAX_READINGS];
};

struct thread {
    struct thread *next, *next_free;
    uint32_t id;
    bool recorded; /* whether the file names this thread */
    struct block *block;
    struct counters counters;
    uint64_t work;
    uint32_t depth;
    uint32_t overflow;  /* regions entered beyond MAX_DEPTH */
    uint32_t inherited; /* regions entered before a fork */
    struct slot {
        const char *name;
        struct region *region;
        struct tally *tally;
    } slots[SLOTS]; /* by the name's address */
    struct tally *tallies[MAX_REGIONS / GROUP];
    struct frame frames[MAX_DEPTH];
};

/* A page that the kernel clears in a forked child, so that no child takes the parent's state for its own. */
struct life {
    uint32_t alive;
};

extern struct life *volatile life; /* NULL: off */
extern __thread struct thread *self __attribute__((tls_model("initial-exec")));
extern __thread volatile sig_atomic_t busy __attribute__((tls_model("initial-exec"))); /* a signal may find us at work */
extern uint64_t process_start;

/* names.c: regions by their names. */
extern struct region regions[MAX_REGIONS];
extern uint32_t region_count;
struct region *region_named(const char *name); /* made where it is new; NULL: there are too many */
void regions_begin_again(void);                /* wants the lock: a new file, all counts 0 */

static inline bool same_name(const struct region *region, const char *name) {
    return strncmp(region->name, name, MAX_NAME) == 0;
}

/* executions.c: true counts, and what of it is told. */
struct tally *tally_of(struct thread *thread, const struct region *region);
void count_sample(struct region *region, struct tally *tally);
/* These want the lock. */
void report_all(struct thread *thread, bool write_due);
void write_all_executions(void);

/* samples.c: from frames to the file. */
/* Closes every frame above the lowest; those above it were left without an end. */
void close_frames(struct thread *thread, uint32_t lowest, bool lowest_abandoned);

/* process.c: threads and processes come and go. */
struct thread *attach(void); /* makes this thread known; NULL: measuring is off */
void give_up(const char *why); /* wants the lock */
enum remark { REMARK_DEPTH = 1, REMARK_END = 2, REMARK_LONG = 4, REMARK_MANY = 8, REMARK_UNREAD = 16 };
void note_once(enum remark remark, const char *text);
void *memory(size_t size);

#endif
