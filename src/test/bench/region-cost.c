/*
 * Adds up the CPU time of each region of an annotated program and prints it to standard error at the end, one line for
 * each: name, executions, nanoseconds. Preloaded in the place of the region runtime: less precise, but it needs no Java.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define REGIONS 64

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
    const char *name;
    uint64_t executions, nanoseconds;
} regions[REGIONS];
static _Thread_local uint64_t entered;

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (uint64_t) time.tv_sec * 1000000000u + (uint64_t) time.tv_nsec;
}

void autoperf_v1_begin(const char *name) {
    (void) name;
    entered = now();
}

void autoperf_v1_end(const char *name) {
    uint64_t nanoseconds = now() - entered;
    pthread_mutex_lock(&lock);
    int i = 0;
    while (i < REGIONS - 1 && regions[i].name != NULL && strcmp(regions[i].name, name) != 0)
        i++;
    regions[i].name = name;
    regions[i].executions++;
    regions[i].nanoseconds += nanoseconds;
    pthread_mutex_unlock(&lock);
}

void autoperf_v1_work(uint64_t units) {
    (void) units;
}

__attribute__((destructor)) static void print(void) {
    for (int i = 0; i < REGIONS && regions[i].name != NULL; i++)
        fprintf(stderr, "%s %lu %lu\n", regions[i].name, regions[i].executions, regions[i].nanoseconds);
}
