#include "state.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "compat.h"

COMPAT_WEAK(pthread_key_create);
COMPAT_WEAK(pthread_setspecific);

struct life *volatile life;
__thread struct thread *self;
__thread volatile sig_atomic_t busy;
uint64_t process_start;

static struct thread *threads, *free_threads;
static uint32_t thread_count;
static pthread_key_t key;
static bool key_made;
static uint32_t told; /* remarks that are in the file */

/* Anonymous memory of our own: the program's allocator may be annotated, or the cause of what is measured. */
void *memory(size_t size) {
    void *address = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return address == MAP_FAILED ? NULL : address;
}

void note_once(enum remark remark, const char *text) {
    struct lock lock;
    if (__atomic_load_n(&told, __ATOMIC_RELAXED) & remark) {
        return;
    }
    int saved = errno;
    lock_take(&lock);
    if (!(told & remark)) {
        __atomic_fetch_or(&told, remark, __ATOMIC_RELAXED);
        file_note("%s", text);
    }
    lock_give(&lock);
    errno = saved;
}

void give_up(const char *why) {
    if (life != NULL) {
        life = NULL;
        file_note("Measuring stopped: %s.", why);
        write_all_executions();
    }
}

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
    simulation_begin_again();
    counters_prove(&first->counters);
    if (!file_open()) {
        complain(file_problem());
        life = NULL;
        return false;
    }
    counters_explain();
    regions_begin_again();
    told = 0;
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

struct thread *attach(void) {
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
