/*
 * Counters of a simulated processor: the program runs under Valgrind's Callgrind, which tells its counts on request.
 * Valgrind knows a request by an instruction sequence that does nothing elsewhere (valgrind.h, "The client request
 * mechanism", and Callgrind's manual, "Client request reference"); so no header of Valgrind's is needed here.
 */
#include "state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "compat.h"

enum { CALLGRIND = 'C' << 24 | 'T' << 16 };
enum {
    RUNNING_ON_VALGRIND = 0x1001,
    MONITOR_COMMAND = 0x1202,
    TOGGLE_COLLECT = CALLGRIND | 2,
    START_INSTRUMENTATION = CALLGRIND | 4,
    STOP_INSTRUMENTATION = CALLGRIND | 5
};

/* The columns: cycles are worked out, the others are Callgrind's events. */
enum { CYCLES, IR, DR, DW, I1MR, D1MR, D1MW, ILMR, DLMR, DLMW, BC, BCM, BI, BIM, CALLS };
static const struct {
    const char *name, *event;
} columns[SIMULATED_COUNTERS] = {
    [CYCLES] = {"sim_cycles", NULL},
    [IR] = {"sim_instructions", "Ir"},
    [DR] = {"sim_data_reads", "Dr"},
    [DW] = {"sim_data_writes", "Dw"},
    [I1MR] = {"sim_l1_instruction_misses", "I1mr"},
    [D1MR] = {"sim_l1_read_misses", "D1mr"},
    [D1MW] = {"sim_l1_write_misses", "D1mw"},
    [ILMR] = {"sim_ll_instruction_misses", "ILmr"},
    [DLMR] = {"sim_ll_read_misses", "DLmr"},
    [DLMW] = {"sim_ll_write_misses", "DLmw"},
    [BC] = {"sim_conditional_branches", "Bc"},
    [BCM] = {"sim_conditional_mispredictions", "Bcm"},
    [BI] = {"sim_indirect_branches", "Bi"},
    [BIM] = {"sim_indirect_mispredictions", "Bim"},
    [CALLS] = {"sim_system_calls", "sysCount"},
};

static char log_path[sizeof settings.folder + 32];
/* A part of what Callgrind tells; under the process lock. */
enum { PIECE = 8192, LONGEST_LINE = 512 };
static char piece[PIECE + 1];

static uint64_t ask(uint64_t request, const void *argument) {
    uint64_t words[6] = {request, (uint64_t)(uintptr_t)argument};
#if defined(__x86_64__)
    uint64_t result = 0;
    __asm__ volatile("rolq $3, %%rdi\n\trolq $13, %%rdi\n\trolq $61, %%rdi\n\trolq $51, %%rdi\n\txchgq %%rbx, %%rbx"
                     : "+d"(result)
                     : "a"(words)
                     : "cc", "memory");
    return result;
#elif defined(__aarch64__)
    register uint64_t result __asm__("x3") = 0;
    register const uint64_t *where __asm__("x4") = words;
    __asm__ volatile("ror x12, x12, #3\n\tror x12, x12, #13\n\tror x12, x12, #51\n\tror x12, x12, #61\n\torr x10, x10, x10"
                     : "+r"(result)
                     : "r"(where)
                     : "cc", "memory");
    return result;
#else
#error "Valgrind's request is not known for this processor."
#endif
}

void simulation_start(void) {
    /* A child of fork shares its parent's log, so the number is that of the process that was started. */
    snprintf(log_path, sizeof log_path, "%s/%d.callgrind", settings.folder, (int)getpid());
}

bool simulation_present(void) {
    return ask(RUNNING_ON_VALGRIND, NULL) != 0;
}

/*
 * A program runs some twenty times faster where nothing is simulated, so only a part of the executions is: the first
 * `budget` of a region on a thread, and half as many again from each doubling of their number on. Starting empties the
 * caches, so that the first few of each part find them cold.
 */
enum { COLD = 2 };
static bool simulating;
static uint32_t open_samples; /* executions that must be simulated to their end */
static uint32_t passed;       /* executions since the last one that was wanted */

/*
 * Counting can be toggled on the thread that asks, not set; and starting or stopping the simulation sets it for all threads.
 * So a thread remembers after how many of these it stopped counting, and does not toggle again when there was another. Valgrind
 * runs one thread at a time and does not change over between the comparison and the request.
 */
static uint32_t switches;
static __thread uint32_t paused_after __attribute__((tls_model("initial-exec")));

void simulation_pause(void) {
    paused_after = switches;
    ask(TOGGLE_COLLECT, NULL);
}

void simulation_resume(void) {
    if (paused_after == switches) {
        ask(TOGGLE_COLLECT, NULL);
    }
}

/* Called between a pause and its end. */
static void simulate(bool on) {
    simulating = on;
    switches++;
    ask(on ? START_INSTRUMENTATION : STOP_INSTRUMENTATION, NULL);
    simulation_pause();
}

static enum sampled part_of(uint64_t ordinal) {
    uint64_t budget = settings.budget, first = 0, length = budget;
    if (ordinal >= budget) {
        int doublings = 63 - __builtin_clzll(ordinal / budget);
        first = budget << doublings;
        length = doublings == 0 ? 0 : budget / 2;
    }
    uint64_t position = ordinal - first;
    return position >= length ? NO_SAMPLE : position < COLD ? COLD_SAMPLE : SAMPLE;
}

enum sampled simulation_enter(uint64_t ordinal) {
    enum sampled sampled = part_of(ordinal);
    if (sampled != NO_SAMPLE) {
        __atomic_add_fetch(&open_samples, 1, __ATOMIC_RELAXED);
        passed = 0;
        if (!simulating) {
            simulate(true);
        }
    } else if (simulating && ++passed > 2 * region_count && open_samples == 0) {
        /* Every region had its turn, most likely, and none wanted it. */
        simulate(false);
    }
    return sampled;
}

void simulation_leave(void) {
    __atomic_sub_fetch(&open_samples, 1, __ATOMIC_RELAXED);
}

/* A forked child goes on as its parent was, with no region of its own open yet. */
void simulation_begin_again(void) {
    open_samples = 0;
}

const char *simulation_name(int column) {
    return columns[column].name;
}

static int column_of(const char *event, size_t length) {
    for (int c = IR; c < SIMULATED_COUNTERS; c++) {
        if (strlen(columns[c].event) == length && memcmp(columns[c].event, event, length) == 0) {
            return c;
        }
    }
    return CYCLES; /* an event of a later Valgrind's: read and then overwritten */
}

/* Behind the line's label; NULL where there is no such line. */
static const char *line_of(const char *text, const char *label) {
    const char *found = strstr(text, label);
    return found == NULL ? NULL : found + strlen(label);
}

/* KCachegrind's "cycle estimation". */
static uint64_t cycles(const uint64_t *v) {
    return v[IR] + 10 * (v[BCM] + v[BIM]) + 10 * (v[I1MR] + v[D1MR] + v[D1MW]) + 100 * (v[ILMR] + v[DLMR] + v[DLMW]);
}

/* The counts in the order of the names, without the zeros behind the last; both end with their line. */
static bool parse(const char *names, const char *counts, uint64_t *values) {
    uint32_t seen = 0;
    memset(values, 0, SIMULATED_COUNTERS * sizeof *values);
    while (*names != '\n' && *names != 0) {
        size_t length = strcspn(names, " \n");
        int column = column_of(names, length);
        seen |= 1U << column;
        if (*counts >= '0' && *counts <= '9') {
            char *end;
            values[column] = strtoull(counts, &end, 10);
            counts = end + strspn(end, " ");
        } else if (*counts != '\n') {
            return false;
        }
        names += length;
        names += strspn(names, " ");
    }
    uint32_t wanted = ((1U << SIMULATED_COUNTERS) - 1) & ~(1U << CYCLES);
    values[CYCLES] = cycles(values);
    return (seen & wanted) == wanted;
}

/*
 * Callgrind counts system calls also where counting is stopped, ours too. So those that we make for each sample are counted and
 * taken off.
 */
__thread uint64_t own_calls __attribute__((tls_model("initial-exec")));
#define OWN(call) (own_calls++, (call))

/* Reads a piece of the log behind what the answer begins with; false at its end. */
static bool read_piece(int file, off_t offset) {
    long length = OWN(syscall(SYS_pread64, file, piece, PIECE, offset));
    piece[length > 0 ? length : 0] = 0;
    return length > 0;
}

/* The answer names the events and the thread that asks; then come the counts of each thread, each with its call stack. */
static bool read_answer(int file, off_t offset, uint64_t *values) {
    char names[256], label[32];
    const char *events, *thread, *counts;
    if (!read_piece(file, offset) || (events = line_of(piece, "events: ")) == NULL ||
        (thread = line_of(piece, "current-tid: ")) == NULL) {
        return false;
    }
    snprintf(names, sizeof names, "%.*s", (int)strcspn(events, "\n"), events);
    snprintf(label, sizeof label, "events-%ld: ", strtol(thread, NULL, 10));
    do {
        counts = line_of(piece, label);
        if (counts != NULL && strchr(counts, '\n') != NULL) {
            return parse(names, counts, values);
        }
        offset += PIECE - LONGEST_LINE;
    } while (read_piece(file, offset));
    return false;
}

static bool lock_log(int file, int operation) {
    long result;
    do {
        result = OWN(syscall(SYS_flock, file, operation));
    } while (result != 0 && errno == EINTR);
    return result == 0;
}

/* Another thread or a forked process may ask too: the file's lock keeps question and answer together. */
static bool converse(int file, uint64_t *values) {
    struct stat status;
    if (OWN(compat_fstat(file, &status)) != 0) {
        return false;
    }
    uint64_t own = own_calls;
    ask(MONITOR_COMMAND, "status internal");
    if (!read_answer(file, status.st_size, values)) {
        return false;
    }
    /* Below 0 where Callgrind was not simulating at some of ours; the offset keeps that from looking like "unreadable". */
    values[CALLS] += ((uint64_t)1 << 32) - own;
    return true;
}

void simulation_read(uint64_t *values) {
    struct lock lock;
    bool good = false;
    lock_take(&lock);
    int file = (int)OWN(syscall(SYS_openat, AT_FDCWD, log_path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0));
    if (file >= 0) {
        if (lock_log(file, LOCK_EX)) {
            good = converse(file, values);
            lock_log(file, LOCK_UN); /* a process forked meanwhile has the descriptor too */
        }
        OWN(syscall(SYS_close, file));
    }
    lock_give(&lock);
    if (!good) {
        memset(values, 0xff, SIMULATED_COUNTERS * sizeof *values);
    }
}
