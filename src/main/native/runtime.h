/* Inside libautoperf.so: what its parts know of each other. */
#ifndef AUTOPERF_RUNTIME_H
#define AUTOPERF_RUNTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AUTOPERF_VERSION "0.1"

#define AUTOPERF_EXPORT __attribute__((visibility("default")))
#define AUTOPERF_LIKELY(condition) __builtin_expect(!!(condition), 1)
#define AUTOPERF_UNLIKELY(condition) __builtin_expect(!!(condition), 0)

/* System calls that the runtime made on this thread for its samples; a simulated processor counts them to the program. */
extern __thread uint64_t own_calls __attribute__((tls_model("initial-exec")));

/* lock.c: the process lock, for what is rare. Signals and cancellation wait while it is held. */
struct lock {
    uint8_t signals[128];
    int cancellation;
};
void lock_take(struct lock *lock);
void lock_give(const struct lock *lock);
void lock_after_fork(void);

/* settings.c: the environment, read once when the library is loaded. */
struct settings {
    char folder[4096]; /* absolute; empty: off */
    char events[8192]; /* comma list of PAPI events */
    uint32_t budget;   /* samples of a region before its stride doubles */
    bool software;     /* the built-in counters */
    bool multiplex;    /* more events than counters: they take turns, and PAPI scales what it counted */
    bool simulated;    /* the counters of a simulated processor instead of all others */
};
extern struct settings settings;
void settings_read(void);

/* labels.c */
void labels_read(const char *file);
/* What the region of that name and length is called, and the length of that. */
const char *label_of(const char *name, uint32_t *length);

/* counters.c: what is read at a region's entry and exit. */
enum { SOFTWARE_COUNTERS = 8, MAX_EVENTS = 56, MAX_READINGS = SOFTWARE_COUNTERS + MAX_EVENTS };
#define UNREADABLE UINT64_MAX

struct counters {
    int set;      /* PAPI's event set of the thread */
    bool running; /* whether that set counts */
};

/* Decides, once in a process, which events count, by starting each; and opens the first thread's. */
void counters_prove(struct counters *first_thread);
/* Notes for what does not count. */
void counters_explain(void);
void counters_open(struct counters *counters);
void counters_close(struct counters *counters);
/* Readings, [0] always the wall clock. Entered: last thing before the region; left: first thing after it. */
void counters_read_entering(const struct counters *counters, uint64_t *readings);
void counters_read_leaving(const struct counters *counters, uint64_t *readings);
/* The columns of a sample are the readings from counters_first() up to counters_end(). */
int counters_first(void);
int counters_end(void);
const char *counters_name(int reading);
const char *counters_unit(int reading);
uint64_t clock_wall(void);

/* descriptors.c: where PAPI's events have theirs. */
long papi_syscall(long number, long a, long b, long c, long d, long e);

/* simulation.c: counters of Callgrind's simulated processor, where the program runs under Valgrind. */
enum { SIMULATED_COUNTERS = 15 };
void simulation_start(void);
bool simulation_present(void);
const char *simulation_name(int column);
/* All ones where they cannot be read. */
void simulation_read(uint64_t *values);
/* Whether an execution becomes a sample, and from a simulator whose caches were empty. */
enum sampled { NO_SAMPLE, SAMPLE, COLD_SAMPLE };
/* What to do with the execution of that number; starts and stops the simulation as it is needed. */
enum sampled simulation_enter(uint64_t ordinal);
/* The end of an execution that became a sample. */
void simulation_leave(void);
void simulation_begin_again(void);
/* Stops counting on this thread, or goes on: what the runtime does itself is not counted. */
void simulation_pause(void);
void simulation_resume(void);

/* file.c: the process file, see docs/profile-format.md. */
enum record_type {
    RECORD_HEADER = 1,
    RECORD_REGION = 2,
    RECORD_THREAD = 3,
    RECORD_SAMPLE = 4,
    RECORD_EXECUTIONS = 5,
    RECORD_NOTE = 6,
    RECORD_END = 7
};
enum { BLOCK_SIZE = 32768, BLOCK_ROOM = 32736, RECORD_HEAD = 16, MAX_NAME = 1024 };

struct block {
    char magic[8];
    uint32_t index, used, chain, state;
    uint64_t reserved;
    uint8_t records[BLOCK_ROOM];
};

/* The file_ functions want the process lock; a block is its owner's alone. */
bool file_open(void);
struct block *file_block(void); /* a new block, or NULL when the file can grow no more and file_problem() says why */
const char *file_problem(void);
void file_seal(struct block *block);
void file_region(uint32_t id, const char *name, uint32_t length);
void file_executions(uint32_t region, uint32_t shift, uint64_t executions, uint64_t threads);
void file_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
void file_end(uint64_t nanoseconds);
void file_after_fork(void);

static inline bool block_room(const struct block *block, uint32_t length) {
    return block->used + RECORD_HEAD + length <= BLOCK_ROOM;
}
/* Where the payload of the block's next record goes: length bytes, a multiple of 8. */
void *block_payload(struct block *block);
void block_commit(struct block *block, uint32_t type, uint32_t length);

#endif
