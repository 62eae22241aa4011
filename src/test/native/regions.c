/* Small programs for RegionRuntimeTest, chosen by the first argument. Each prints "done" where it ends by itself. */
#include <autoperf.h>

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static void execute(const char *name) {
    autoperf_region_begin(name);
    autoperf_region_end(name);
}

static void repeat(const char *name, long times) {
    for (long i = 0; i < times; i++) {
        execute(name);
    }
}

static void values(void) {
    for (int i = 0; i < 5; i++) {
        autoperf_region_begin("outer");
        autoperf_region_begin("faults");
        char *pages = mmap(NULL, 100 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        madvise(pages, 100 * 4096, MADV_NOHUGEPAGE);
        for (int p = 0; p < 100; p++) {
            pages[p * 4096] = 1;
        }
        autoperf_work(100);
        autoperf_region_end("faults");
        munmap(pages, 100 * 4096);
        autoperf_region_begin("sleep");
        usleep(3000);
        autoperf_work(1);
        autoperf_region_end("sleep");
        autoperf_region_end("outer");
    }
}

static void *task(void *unused) {
    execute("task");
    return unused;
}

static void threads(int number) {
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    for (int i = 0; i < number; i += 10) {
        pthread_t ids[10];
        for (int t = 0; t < 10; t++) {
            if (pthread_create(&ids[t], &small, task, NULL) != 0) {
                exit(9);
            }
        }
        for (int t = 0; t < 10; t++) {
            pthread_join(ids[t], NULL);
        }
    }
}

static void recurse(int levels) {
    autoperf_region_begin("recursive");
    if (levels > 1) {
        recurse(levels - 1);
    }
    autoperf_region_end("recursive");
}

static void jump(void) {
    static jmp_buf back;
    autoperf_region_begin("outer");
    if (setjmp(back) == 0) {
        autoperf_region_begin("left");
        longjmp(back, 1);
    }
    autoperf_region_end("outer");
    execute("after");
}

static void fork_children(void) {
    autoperf_region_begin("around");
    for (int c = 0; c < 2; c++) {
        pid_t child = fork();
        if (child == 0) {
            autoperf_region_end("around");
            repeat("child", 3);
            _exit(0);
        }
        waitpid(child, NULL, 0);
    }
    autoperf_region_end("around");
    repeat("parent", 4);
}

static void *endless(void *name) {
    for (;;) {
        execute(name);
    }
    return NULL;
}

static void killed(void) {
    pthread_t id;
    for (int t = 0; t < 3; t++) {
        pthread_create(&id, NULL, endless, "endless");
    }
    repeat("counted", 20000);
    kill(getpid(), SIGKILL);
}

static void limited(void) {
    struct rlimit limit = {4 * 32768, 4 * 32768};
    setrlimit(RLIMIT_FSIZE, &limit);
    repeat("limited", 20000);
}

static void names(int number) {
    char name[3000]; /* one address for all names */
    for (int i = 0; i < number; i++) {
        snprintf(name, sizeof name, "region %d", i);
        execute(name);
    }
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = 0;
    execute(name);
}

static void on_alarm(int signal) {
    (void)signal;
    execute("handler");
}

static void signals(void) {
    struct sigaction action = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};
    struct itimerval timer = {{0, 100}, {0, 100}};
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
    repeat("interrupted", 100000);
}

static void keeps_errno(void) {
    errno = 42;
    repeat("first", 3000);
    if (errno != 42) {
        exit(8);
    }
}

/* A program that closes all descriptors and opens files of its own. */
static void descriptors(void) {
    execute("before");
    int lowest = dup(0);
    for (int d = 3; d < 64; d++) {
        close(d);
    }
    FILE *own = tmpfile();
    repeat("after", 1000);
    fseek(own, 0, SEEK_END);
    if (lowest != 3 || ftell(own) != 0) {
        exit(7);
    }
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    int number = argc > 2 ? atoi(argv[2]) : 0;
    if (!strcmp(what, "values")) values();
    else if (!strcmp(what, "threads")) threads(number);
    else if (!strcmp(what, "recursive")) recurse(number);
    else if (!strcmp(what, "jump")) jump();
    else if (!strcmp(what, "fork")) fork_children();
    else if (!strcmp(what, "repeat")) repeat("repeated", number);
    else if (!strcmp(what, "kill")) killed();
    else if (!strcmp(what, "limit")) limited();
    else if (!strcmp(what, "names")) names(number);
    else if (!strcmp(what, "signals")) signals();
    else if (!strcmp(what, "errno")) keeps_errno();
    else if (!strcmp(what, "descriptors")) descriptors();
    else if (!strcmp(what, "exec")) {
        repeat("old", 2);
        execl("/proc/self/exe", argv[0], "repeat", "3", (char *)NULL);
    } else if (!strcmp(what, "quit")) {
        repeat("quick", 10);
        _exit(3);
    } else if (!strcmp(what, "crash")) {
        repeat("before", 10);
        autoperf_region_begin("crashing");
        raise(SIGSEGV);
    } else if (!strcmp(what, "stray")) {
        autoperf_region_end("never begun");
        execute("ordinary");
        autoperf_region_end("never begun");
        autoperf_region_begin("open at exit");
    } else {
        return 2;
    }
    puts("done");
    return 0;
}
