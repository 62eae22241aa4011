/* What the demo programs share: options, threads, random numbers, and the checksum that good and bad versions must agree on. */
#ifndef WORKLOAD_H
#define WORKLOAD_H

#include <stdbool.h>
#include <stdint.h>

#define MAX_THREADS 64

struct options {
    long size; /* batches that each thread handles */
    uint64_t seed;
    int threads;
};

/* Reads --size N, --seed S and --threads T; ends the program with status 2 on anything else. */
struct options workload_options(int argc, char **argv, long size, long largest_size);

/* The work of one thread, numbered from 0; returns its share of the checksum. */
typedef uint64_t workload_thread(const struct options *options, int thread);

/* Runs the threads and returns the sum of their shares. */
uint64_t workload_run(const struct options *options, workload_thread *work);

/* Ends the program with status 1 and the message unless the condition holds. */
void workload_check(bool condition, const char *message);

/* Prints the checksum; the exit status of main. */
int workload_finish(uint64_t checksum);

/* Like malloc, but ends the program where there is no memory. */
void *workload_allocate(uint64_t bytes);

/* A starting state for a thread's random numbers. */
static inline uint64_t random_start(const struct options *options, int thread) {
    return (options->seed + 1) * 0x9E3779B97F4A7C15u + (uint64_t) thread * 0xD1B54A32D192ED03u;
}

/* SplitMix64. */
static inline uint64_t random_next(uint64_t *state) {
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* FNV-1a over 64-bit words. */
static inline uint64_t fold(uint64_t hash, uint64_t word) {
    return (hash ^ word) * 0x100000001B3u;
}

#endif
