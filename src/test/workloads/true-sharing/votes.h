#ifndef VOTES_H
#define VOTES_H

#include <stddef.h>
#include <stdint.h>

/* Counts the ballots with a yes (an odd number) on one of the threads. */
void votes_count(int thread, const uint8_t *ballots, size_t count);

/* The votes that all threads have counted. */
uint64_t votes_total(void);

#endif
