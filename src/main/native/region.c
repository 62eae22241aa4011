#include "runtime.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "compat.h"

COMPAT_WEAK(pthread_key_create);
COMPAT_WEAK(pthread_setspecific);

enum { MAX_REGIONS = 65536, MAX_DEPTH = 64, SLOTS = 64, GROUP = 256, TABLE = 2 * MAX_REGIONS };

/* A record of executions is due when their number grew by one part in so many. */
enum { EXECUTIONS_GROWTH = 256 };

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
    bool sampled;
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
static struct life {
    uint32_t alive;
} *volatile life; /* NULL: off */

static __thread struct thread *self __attribute__((tls_model("initial-exec")));
static __thread volatile sig_atomic_t busy __attribute__((tls_model("initial-exec"))); /* a signal may find us at work */

static struct region regions[MAX_REGIONS];
static uint32_t region_count;
static struct region *table[TABLE]; /* by the name's hash, open addressing; filled under the lock, read without it */
static struct thread *threads, *free_threads;
static uint32_t thread_count;
static uint64_t process_start;
static pthread_key_t key;
static bool key_made;
static bool told_depth, told_end, told_long, told_many, told_failed;

static void note_once(bool *told, const char *text) {
    struct lock lock;
    if (__atomic_load_n(told, __ATOMIC_RELAXED)) {
        return;
    }
    int saved = errno;
    lock_take(&lock);
    if (!*told) {
        *told = true;
        file_note("%s", text);
    }
    lock_give(&lock);
    errno = saved;
}

/* Anonymous memory of our own: the program's allocator may be annotated, or the cause of what is measured. */
static void *memory(size_t size) {
    void *address = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return address == MAP_FAILED ? NULL : address;
}

/* ---- regions ---- */

static bool same_name(const struct region *region, const char *name) {
    return strncmp(region->name, name, MAX_NAME) == 0;
}

static uint64_t hash_of(const char *name, uint32_t length) {
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (uint32_t i = 0; i < length; i++) {
        h = (h ^ (unsigned char)name[i]) * UINT64_C(0x100000001b3);
    }
    return h ^ h >> 29;
}

static struct region **place_of(const char *name, uint64_t hash) {
    uint32_t place = (uint32_t)hash % TABLE;
    struct region *region;
    while ((region = __atomic_load_n(&table[place], __ATOMIC_ACQUIRE)) != NULL
            && (region->hash != hash || !same_name(region, name))) {
        place = (place + 1) % TABLE;
    }
    return &table[place];
}

/* Bytes of the name that are written: no character of UTF-8 is cut. */
static uint32_t whole_characters(const char *name, uint32_t length) {
    if (length == MAX_NAME) {
        uint32_t cut = length;
        while (cut > length - 4 && ((unsigned char)name[cut - 1] & 0xc0) == 0x80) {
            cut--;
        }
        unsigned char lead = (unsigned char)name[cut - 1];
        uint32_t wanted = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
        if (length - (cut - 1) < wanted) {
            return cut - 1;
        }
    }
    return length;
}

static void write_region(const struct region *region) {
    file_region(region->id, region->name, whole_characters(region->name, (uint32_t)strlen(region->name)));
}

/* Wants the lock. */
static char *copy_of_name(const char *name, uint32_t length) {
    static char *arena;
    static size_t left;
    if (left < length + 1) {
        left = 1 << 16;
        arena = memory(left);
        if (arena == NULL) {
            left = 0;
            return NULL;
        }
    }
    char *copy = arena;
    memcpy(copy, name, length);
    arena += length + 1;
    left -= length + 1;
    return copy;
}

/* Wants the lock. */
static struct region *new_region(const char *name, uint32_t length, uint64_t hash) {
    struct region *region = &regions[region_count];
    region->name = copy_of_name(name, length);
    if (region->name == NULL) {
        return NULL;
    }
    region->hash = hash;
    region->id = region_count;
    write_region(region);
    __atomic_store_n(place_of(name, hash), region, __ATOMIC_RELEASE);
    region_count++;
    return region;
}

static struct region *region_named(const char *name) {
    uint32_t length = (uint32_t)strnlen(name, MAX_NAME);
    uint64_t hash = hash_of(name, length);
    struct region *region = __atomic_load_n(place_of(name, hash), __ATOMIC_ACQUIRE);
    if (region != NULL) {
        return region;
    }
    if (length == MAX_NAME && name[MAX_NAME] != 0) {
        note_once(&told_long, "A region's name is longer than 1,024 bytes and was cut.");
    }
    if (region_count >= MAX_REGIONS) {
        note_once(&told_many, "More than 65,536 regions: the further ones are not measured.");
        return NULL;
    }
    struct lock lock;
    lock_take(&lock);
    region = *place_of(name, hash);
    if (region == NULL && region_count < MAX_REGIONS) {
        region = new_region(name, length, hash);
    }
    lock_give(&lock);
    return region;
}

static struct tally *tally_of(struct thread *thread, const struct region *region) {
    struct tally **group = &thread->tallies[region->id / GROUP];
    if (*group == NULL) {
        *group = memory(GROUP * sizeof **group);
        if (*group == NULL) {
            return NULL;
        }
    }
    return *group + region->id % GROUP;
}

static struct slot *slot_of(struct thread *thread, const char *name) {
    return &thread->slots[((uintptr_t)name * UINT64_C(0x9E3779B97F4A7C15)) >> 58];
}

_Static_assert(SLOTS == 1 << (64 - 58), "the slot is the upper bits of a product");

static __attribute__((noinline)) bool fill_slot(struct thread *thread, struct slot *slot, const char *name) {
    int saved = errno;
    struct region *region = region_named(name);
    struct tally *tally = region == NULL ? NULL : tally_of(thread, region);
    errno = saved;
    if (tally == NULL) {
        return false;
    }
    *slot = (struct slot){name, region, tally};
    return true;
}

/* ---- executions ---- */

/* Wants the lock. */
static void write_executions(struct region *region) {
    uint64_t executions = __atomic_load_n(&region->executions, __ATOMIC_RELAXED);
    file_executions(region->id, __atomic_load_n(&region->shift, __ATOMIC_RELAXED), executions,
                    __atomic_load_n(&region->threads, __ATOMIC_RELAXED));
    __atomic_store_n(&region->reported, executions, __ATOMIC_RELAXED);
}

/* Wants the lock. */
static void write_all_executions(void) {
    for (uint32_t r = 0; r < region_count; r++) {
        if (regions[r].executions > 0) {
            write_executions(&regions[r]);
        }
    }
}

/* Wants the lock. */
static void give_up(const char *why) {
    if (life != NULL) {
        life = NULL;
        file_note("Measuring stopped: %s.", why);
        write_all_executions();
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
    return __atomic_load_n(&region->shift, __ATOMIC_RELAXED) > 0 && sum - reported > reported / EXECUTIONS_GROWTH;
}

/* Wants the lock. */
static void report_all(struct thread *thread, bool write_due) {
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

/* ---- samples ---- */

static bool is_sample(const struct thread *thread, const struct region *region, uint64_t ordinal) {
    uint32_t shift = __atomic_load_n(&region->shift, __ATOMIC_RELAXED);
    return shift == 0 || ((ordinal + thread->id) * UINT64_C(0x9E3779B97F4A7C15)) >> (64 - shift) == 0;
}

static void count_sample(struct region *region, struct tally *tally) {
    bool due = report(region, tally);
    if (__atomic_add_fetch(&region->taken, 1, __ATOMIC_RELAXED) == settings.budget && region->shift < 63) {
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

/* A new block costs time and page faults: the regions that are open are not charged for it. */
static __attribute__((noinline)) bool turn_block(struct thread *thread) {
    uint64_t before[MAX_READINGS], after[MAX_READINGS];
    struct lock lock;
    counters_read_leaving(&thread->counters, before);
    lock_take(&lock);
    struct block *block = file_block();
    if (block == NULL) {
        give_up(file_problem());
    } else {
        if (thread->block != NULL) {
            file_seal(thread->block);
        }
        thread->block = block;
    }
    lock_give(&lock);
    counters_read_entering(&thread->counters, after);
    for (uint32_t f = 0; f < thread->depth; f++) {
        for (int c = 0; thread->frames[f].sampled && c < counters_end(); c++) {
            thread->frames[f].entry[c] += after[c] - before[c];
        }
    }
    return block != NULL;
}

static bool make_room(struct thread *thread, uint32_t length) {
    return (thread->block != NULL && block_room(thread->block, length)) || turn_block(thread);
}

static bool write_thread(struct thread *thread) {
    if (!make_room(thread, 16)) {
        return false;
    }
    uint32_t numbers[2] = {thread->id, (uint32_t)syscall(SYS_gettid)};
    uint64_t start = clock_wall() - process_start;
    uint8_t *payload = block_payload(thread->block);
    memcpy(payload, numbers, sizeof numbers);
    memcpy(payload + 8, &start, sizeof start);
    block_commit(thread->block, RECORD_THREAD, 16);
    thread->recorded = true;
    return true;
}

/* The difference; all ones when a reading is missing, or when the kernel's account went backwards. */
static uint64_t difference(uint64_t from, uint64_t to) {
    return from == UNREADABLE || to < from ? UNREADABLE : to - from;
}

static void write_sample(struct thread *thread, const struct frame *frame, const uint64_t *exit, uint32_t depth,
                         bool abandoned) {
    struct {
        uint32_t region, thread;
        uint64_t ordinal, start;
        float work;
        uint16_t depth, flags;
    } head = {frame->region->id,
              thread->id,
              frame->ordinal,
              frame->entry[0] - process_start,
              (float)(thread->work - frame->work),
              (uint16_t)depth,
              abandoned};
    int first = counters_first(), end = counters_end();
    uint32_t length = (uint32_t)sizeof head + 8 * (uint32_t)(end - first);
    if ((!thread->recorded && !write_thread(thread)) || !make_room(thread, length)) {
        return;
    }
    uint8_t *payload = block_payload(thread->block);
    memcpy(payload, &head, sizeof head);
    uint64_t *values = (uint64_t *)(void *)(payload + sizeof head);
    for (int c = first; c < end; c++) {
        *values++ = difference(frame->entry[c], exit[c]);
    }
    block_commit(thread->block, RECORD_SAMPLE, length);
    struct tally *tally = tally_of(thread, frame->region);
    if (tally != NULL) {
        count_sample(frame->region, tally);
    }
}

/* Closes every frame above the lowest; those above it were left without an end. */
static __attribute__((noinline)) void close_frames(struct thread *thread, uint32_t lowest, bool lowest_abandoned) {
    uint64_t exit[MAX_READINGS];
    bool read = false;
    int saved = errno;
    uint32_t depth = thread->depth;
    thread->depth = lowest;
    while (depth > lowest) {
        const struct frame *frame = &thread->frames[--depth];
        if (frame->sampled) {
            if (!read) {
                counters_read_leaving(&thread->counters, exit);
                read = true;
            }
            write_sample(thread, frame, exit, depth, depth > lowest || lowest_abandoned);
        }
    }
    errno = saved;
}

/* ---- threads and processes ---- */

static void complain(const char *what) {
    static bool told; /* a child of fork that complained keeps quiet */
    if (!told) {
        told = true;
        char line[sizeof settings.folder + 512];
        int length = snprintf(line, sizeof line, "autoperf: %s; the program runs unmeasured\n", what);
        if (length > 0) {
            syscall(SYS_write, STDERR_FILENO, line, (size_t)length < sizeof line ? (size_t)length : sizeof line - 1);
        }
    }
}

/* The first region of a process, which may be a child that has all of its parent's memory. Wants the lock. */
static bool start_process(struct thread *first) {
    process_start = clock_wall();
    counters_prove(&first->counters);
    if (!file_open()) {
        complain(file_problem());
        life = NULL;
        return false;
    }
    counters_explain();
    for (uint32_t r = 0; r < region_count; r++) {
        struct region *region = &regions[r];
        region->executions = region->reported = 0;
        region->shift = region->taken = region->threads = 0;
        write_region(region);
    }
    told_depth = told_end = told_long = told_many = told_failed = false;
    return true;
}

/* Wants the lock. */
static struct thread *new_thread(void) {
    struct thread *thread = free_threads;
    if (thread != NULL) {
        free_threads = thread->next_free;
        return thread;
    }
    thread = memory(sizeof *thread);
    if (thread != NULL) {
        thread->next = threads;
        threads = thread;
    }
    return thread;
}

static __attribute__((noinline)) struct thread *attach(void) {
    int saved = errno;
    struct lock lock;
    struct life *here = life;
    if (here == NULL) {
        return NULL;
    }
    lock_take(&lock);
    struct thread *thread = NULL;
    bool first = !here->alive;
    if (life != NULL) {
        uint32_t inherited = 0;
        if (first) {
            inherited = self == NULL ? 0 : self->depth + self->overflow;
            threads = free_threads = NULL;
            thread_count = 0;
            file_after_fork();
        }
        thread = new_thread();
        if (thread != NULL) {
            thread->id = thread_count++;
            thread->inherited = inherited;
            if (!first) {
                counters_open(&thread->counters);
            } else if (start_process(thread)) {
                __atomic_store_n(&here->alive, 1, __ATOMIC_RELEASE);
            } else {
                thread = NULL;
            }
        }
    }
    lock_give(&lock);
    self = thread;
    if (thread != NULL && key_made && pthread_setspecific != NULL) {
        pthread_setspecific(key, thread);
    }
    errno = saved;
    return thread;
}

/* Another thread goes on with this one's block and memory. */
static void leave_thread(void *argument) {
    struct thread *thread = argument;
    struct life *here = life;
    if (here == NULL || !here->alive || thread != self) {
        return;
    }
    busy = 1;
    close_frames(thread, 0, true);
    counters_close(&thread->counters);
    struct lock lock;
    lock_take(&lock);
    report_all(thread, true);
    for (uint32_t group = 0; group < MAX_REGIONS / GROUP; group++) {
        if (thread->tallies[group] != NULL) {
            memset(thread->tallies[group], 0, GROUP * sizeof(struct tally));
        }
    }
    thread->work = thread->depth = thread->overflow = thread->inherited = 0;
    thread->recorded = false;
    thread->next_free = free_threads;
    free_threads = thread;
    lock_give(&lock);
    self = NULL;
    busy = 0;
}

static void forget_parent(void) {
    lock_after_fork();
    if (life != NULL) {
        life->alive = 0; /* for kernels before 4.14, which do not clear the page */
    }
}

static __attribute__((constructor)) void load(void) {
    int saved = errno;
    settings_read();
    if (settings.folder[0] != 0) {
        struct life *page = memory((size_t)sysconf(_SC_PAGESIZE));
        if (page != NULL) {
            madvise(page, (size_t)sysconf(_SC_PAGESIZE), MADV_WIPEONFORK);
            pthread_atfork(NULL, NULL, forget_parent);
            key_made = pthread_key_create != NULL && pthread_key_create(&key, leave_thread) == 0;
            life = page;
        }
    }
    errno = saved;
}

/* A regular end. Other threads may still run; their blocks stay as they are. */
static __attribute__((destructor)) void unload(void) {
    struct life *here = life;
    if (here == NULL || !here->alive || busy) {
        return;
    }
    busy = 1;
    if (self != NULL) {
        close_frames(self, 0, true);
    }
    life = NULL;
    struct lock lock;
    lock_take(&lock);
    for (struct thread *thread = threads; thread != NULL; thread = thread->next) {
        report_all(thread, false);
    }
    write_all_executions();
    file_end(clock_wall() - process_start);
    lock_give(&lock);
    busy = 0;
}

/* ---- entering and leaving ---- */

static inline void enter(const char *name) {
    struct life *here = life;
    struct thread *thread = self;
    if (AUTOPERF_UNLIKELY(thread == NULL || here == NULL || !here->alive) && (thread = attach()) == NULL) {
        return;
    }
    struct slot *slot = slot_of(thread, name);
    if (AUTOPERF_UNLIKELY(slot->name != name || !same_name(slot->region, name)) && !fill_slot(thread, slot, name)) {
        return;
    }
    struct region *region = slot->region;
    uint64_t ordinal = slot->tally->executions;
    __atomic_store_n(&slot->tally->executions, ordinal + 1, __ATOMIC_RELAXED);
    if (AUTOPERF_UNLIKELY(ordinal == 0)) {
        __atomic_add_fetch(&region->threads, 1, __ATOMIC_RELAXED);
    }
    if (AUTOPERF_UNLIKELY(thread->depth == MAX_DEPTH)) {
        thread->overflow++;
        note_once(&told_depth, "More than 64 regions are open at once in a thread: the innermost are counted, not measured.");
        return;
    }
    struct frame *frame = &thread->frames[thread->depth];
    frame->region = region;
    frame->name = name;
    frame->ordinal = ordinal;
    frame->work = thread->work;
    frame->sampled = is_sample(thread, region, ordinal);
    thread->depth++;
    if (frame->sampled) {
        int saved = errno;
        counters_read_entering(&thread->counters, frame->entry);
        errno = saved;
    }
}

static __attribute__((noinline)) void leave_below_top(struct thread *thread, const char *name) {
    if (thread->overflow > 0) {
        thread->overflow--;
        return;
    }
    for (uint32_t f = thread->depth; f > 0; f--) {
        if (same_name(thread->frames[f - 1].region, name)) {
            close_frames(thread, f - 1, false);
            return;
        }
    }
    if (thread->inherited > 0) {
        thread->inherited--;
    } else {
        note_once(&told_end, "A region was ended that had not been begun on that thread: such ends are ignored.");
    }
}

static inline void leave(const char *name) {
    struct life *here = life;
    struct thread *thread = self;
    if (AUTOPERF_UNLIKELY(thread == NULL || here == NULL || !here->alive)) {
        return;
    }
    uint32_t depth = thread->depth;
    const struct frame *top = &thread->frames[depth - 1];
    if (AUTOPERF_UNLIKELY(depth == 0 || thread->overflow > 0 || (top->name != name && !same_name(top->region, name)))) {
        leave_below_top(thread, name);
    } else if (top->sampled) {
        close_frames(thread, depth - 1, false);
    } else {
        thread->depth = depth - 1;
    }
}

/* A signal may find us at work: then its handler's regions are not for us. */
static __attribute__((noinline)) void guarded_enter(const char *name) {
    if (!busy && name != NULL) {
        busy = 1;
        enter(name);
        busy = 0;
    }
}

static __attribute__((noinline)) void guarded_leave(const char *name) {
    if (!busy && name != NULL) {
        busy = 1;
        leave(name);
        busy = 0;
    }
}

AUTOPERF_EXPORT void autoperf_v1_begin(const char *name) {
    if (life != NULL) {
        guarded_enter(name);
    }
}

AUTOPERF_EXPORT void autoperf_v1_end(const char *name) {
    if (life != NULL) {
        guarded_leave(name);
    }
}

AUTOPERF_EXPORT void autoperf_v1_work(uint64_t units) {
    if (life != NULL && self != NULL) {
        self->work += units;
    }
}

/* PAPI's high-level interface, so that a program annotated for it needs no change. 0 is PAPI_OK. */
AUTOPERF_EXPORT int PAPI_hl_region_begin(const char *name) {
    autoperf_v1_begin(name);
    return 0;
}

AUTOPERF_EXPORT int PAPI_hl_region_end(const char *name) {
    autoperf_v1_end(name);
    return 0;
}
