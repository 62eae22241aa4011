/* Programs for EmulatedPmuTest, chosen by the first argument: what they execute is known to the instruction. */
#include <autoperf.h>

#include <dirent.h>
#include <linux/perf_event.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Two instructions a turn. */
static void turn(long turns) {
    __asm__ volatile("1: subs %0, %0, #1\n\tb.ne 1b" : "+r"(turns) : : "cc");
}

/* A thousand a turn; an emulator has little to do for them. */
static void many(long thousands) {
    __asm__ volatile("1: .rept 998\n\tnop\n\t.endr\n\tsubs %0, %0, #1\n\tb.ne 1b" : "+r"(thousands) : : "cc");
}

static void counted(const char *name, long turns) {
    autoperf_region_begin(name);
    turn(turns);
    autoperf_region_end(name);
}

static void repeat(const char *name, long turns, int times) {
    for (int i = 0; i < times; i++) {
        counted(name, turns);
    }
}

static void on_processor(int number) {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(number, &one);
    if (sched_setaffinity(0, sizeof one, &one) != 0) {
        exit(9);
    }
}

static void loops(void) {
    repeat("short", 100000, 20);
    repeat("long", 1000000, 20);
    for (int i = 0; i < 20; i++) {
        autoperf_region_begin("outer");
        counted("inner", 100000);
        turn(50000);
        autoperf_region_end("outer");
    }
}

/* Enough inner regions for many blocks of samples, each of which is turned inside an outer region. */
static void nest(void) {
    for (int i = 0; i < 60; i++) {
        autoperf_region_begin("outer");
        repeat("inner", 1000, 100);
        autoperf_region_end("outer");
    }
}

static void billions(int number) {
    autoperf_region_begin("billions");
    many(number * 1000000L);
    autoperf_region_end("billions");
}

static void waits(void) {
    for (int i = 0; i < 10; i++) {
        autoperf_region_begin("system calls");
        for (int c = 0; c < 1000; c++) {
            syscall(SYS_getppid);
        }
        autoperf_region_end("system calls");
        autoperf_region_begin("sleep");
        usleep(20000);
        autoperf_region_end("sleep");
    }
}

static void moved(void) {
    for (int i = 0; i < 10; i++) {
        autoperf_region_begin("moved");
        on_processor(i % 2);
        turn(100000);
        on_processor((i + 1) % 2);
        turn(100000);
        autoperf_region_end("moved");
    }
}

/* More threads than processors; each takes its turns in pieces, so that they push each other away. */
static void *share(void *number) {
    long mine = (long)number;
    for (int i = 0; i < 10; i++) {
        autoperf_region_begin("share");
        for (int piece = 0; piece < 5; piece++) {
            turn(20000 * mine);
            sched_yield();
        }
        autoperf_region_end("share");
    }
    return NULL;
}

static void threads(void) {
    pthread_t ids[4];
    for (long t = 0; t < 4; t++) {
        pthread_create(&ids[t], NULL, share, (void *)(t + 1));
    }
    for (int t = 0; t < 4; t++) {
        pthread_join(ids[t], NULL);
    }
}

static int open_descriptors(void) {
    int number = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (readdir(folder) != NULL) {
        number++;
    }
    closedir(folder);
    return number;
}

static void *short_life(void *unused) {
    counted("short life", 1000);
    return unused;
}

static void thread_exits(int number) {
    struct rlimit few = {32, 32};
    setrlimit(RLIMIT_NOFILE, &few);
    counted("first", 1000);
    int before = open_descriptors();
    for (int i = 0; i < number; i++) {
        pthread_t id;
        if (pthread_create(&id, NULL, short_life, NULL) != 0) {
            exit(9);
        }
        pthread_join(id, NULL);
    }
    printf("descriptors: %d before, %d after\n", before, open_descriptors());
}

static void replaced(void) {
    int inherited = open_descriptors();
    repeat("new", 1000, 3);
    int next = dup(0);
    printf("descriptors: %d, the next is %d\n", inherited - 3, next); /* less ".", ".." and the folder's own */
}

/* Closes every descriptor and opens a file of its own, as a daemon does. */
static void closes(void) {
    repeat("before", 1000, 3);
    for (int d = 3; d < 1024; d++) {
        close(d);
    }
    int ends[2];
    if (pipe(ends) != 0 || write(ends[1], "mine", 4) != 4) {
        exit(9);
    }
    repeat("after", 1000, 3);
    char text[5] = "";
    if (read(ends[0], text, 4) != 4) {
        exit(8);
    }
    printf("pipe %d, %d: %s\n", ends[0], ends[1], text);
}

static void forks(void) {
    repeat("parent", 100000, 5);
    autoperf_region_begin("around");
    pid_t child = fork();
    if (child == 0) {
        repeat("child", 300000, 5);
        exit(0);
    }
    waitpid(child, NULL, 0);
    turn(100000);
    autoperf_region_end("around");
    repeat("parent", 100000, 5);
}

/* Takes so many of the processor's counters away from all programs. */
static void take(int *counters, int number) {
    struct perf_event_attr event = {.type = PERF_TYPE_RAW, .size = sizeof event, .config = 8, .pinned = 1};
    for (int c = 0; c < number; c++) {
        counters[c] = (int)syscall(SYS_perf_event_open, &event, -1, 0, -1, 0);
        if (counters[c] < 0) {
            exit(9);
        }
    }
}

static void stolen(int number) {
    int counters[8];
    repeat("before", 100000, 5);
    take(counters, number);
    repeat("while", 100000, 5);
    autoperf_region_begin("across");
    turn(100000);
    for (int c = 0; c < number; c++) {
        close(counters[c]);
    }
    turn(100000);
    autoperf_region_end("across");
    repeat("after", 100000, 5);
}

static void held(int number) {
    int counters[8];
    take(counters, number);
    loops();
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    int number = argc > 2 ? atoi(argv[2]) : 0;
    if (!strcmp(what, "loops")) loops();
    else if (!strcmp(what, "waits")) waits();
    else if (!strcmp(what, "moved")) moved();
    else if (!strcmp(what, "threads")) threads();
    else if (!strcmp(what, "exits")) thread_exits(number);
    else if (!strcmp(what, "fork")) forks();
    else if (!strcmp(what, "empty")) repeat("empty", 1, number);
    else if (!strcmp(what, "long")) billions(number);
    else if (!strcmp(what, "nest")) nest();
    else if (!strcmp(what, "stolen")) stolen(number);
    else if (!strcmp(what, "held")) held(number);
    else if (!strcmp(what, "replaced")) replaced();
    else if (!strcmp(what, "exec")) {
        repeat("old", 1000, 2);
        execl("/proc/self/exe", argv[0], "replaced", (char *)NULL);
    } else if (!strcmp(what, "closes")) closes();
    else {
        return 2;
    }
    return 0;
}
