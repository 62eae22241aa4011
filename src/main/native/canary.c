/*
 * Fixed work that shows how fast the machine is at the moment: runs four kernels and prints, a line each, the name and
 * the nanoseconds of processor time of the quickest of three repetitions. The work never changes, so that figures of
 * different days compare.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { REPETITIONS = 3, CACHE_BYTES = 256 << 10, MEMORY_BYTES = 64 << 20, PAGE = 4096 };

static volatile uint64_t sink; /* keeps the compiler from dropping the work */
static uint32_t *cache_walk, *memory_walk;

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

/* One cycle through all cache lines, in the order of a full-period linear congruential generator. */
static uint32_t *walk(size_t bytes) {
    uint32_t lines = (uint32_t)(bytes / 64);
    uint32_t *memory = aligned_alloc(PAGE, bytes);
    if (memory == NULL) {
        fputs("autoperf-canary: no memory\n", stderr);
        exit(1);
    }
    uint32_t line = 0;
    for (uint32_t i = 0; i < lines; i++) {
        uint32_t next = (line * 1664525 + 1013904223) & (lines - 1);
        memory[line * 16] = next * 16;
        line = next;
    }
    return memory;
}

static void follow(const uint32_t *memory, uint32_t steps) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < steps; i++) {
        at = memory[at];
    }
    sink += at;
}

static void compute(void) {
    uint64_t integer = 1;
    double real = 1;
    for (int i = 0; i < 2700000; i++) {
        integer = integer * 6364136223846793005 + 1442695040888963407;
        real = real * 0.999999 + 0.5;
    }
    sink += integer + (uint64_t)real;
}

static void cache(void) {
    follow(cache_walk, 700000);
}

static void memory(void) {
    follow(memory_walk, 60000);
}

static void kernel(void) {
    for (int i = 0; i < 30; i++) {
        volatile char *pages = mmap(NULL, 64 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (pages == MAP_FAILED) {
            return;
        }
        for (int p = 0; p < 64; p++) {
            pages[p * PAGE] = 1;
        }
        munmap((void *)pages, 64 * PAGE);
        for (int c = 0; c < 100; c++) {
            sink += (uint64_t)syscall(SYS_getppid);
        }
    }
}

static void measure(const char *name, void (*work)(void)) {
    uint64_t quickest = UINT64_MAX;
    for (int r = 0; r < REPETITIONS; r++) {
        uint64_t start = now();
        work();
        uint64_t taken = now() - start;
        quickest = taken < quickest ? taken : quickest;
    }
    printf("%s %llu\n", name, (unsigned long long)quickest);
}

int main(void) {
    cache_walk = walk(CACHE_BYTES);
    memory_walk = walk(MEMORY_BYTES);
    measure("compute", compute);
    measure("cache", cache);
    measure("memory", memory);
    measure("kernel", kernel);
    return 0;
}
