/* What the graded programs share: each has one defect, of which --effect takes as much as is asked for. */
#ifndef GRADED_H
#define GRADED_H

#include "autoperf.h"
#include "workload.h"

/* How a program's defect is measured out. All is measured on one machine: src/test/bench/graded-cost.sh. */
struct grading {
    long size;     /* batches for each thread, unless --size says otherwise */
    int threads;   /* unless --threads says otherwise; at most 9 */
    long items;    /* in a batch, unless --items says otherwise */
    double defect; /* percentage that the guilty region would cost more if every step of it had the defect */
    long rounds;   /* of the check in the guilty region that --effect shape leaves out */
    double check;  /* percentage of the guilty region that the check costs; 0 where there is no --effect shape */
};

struct graded {
    struct options options;
    long items;     /* in each batch */
    uint32_t share; /* of the steps that have the defect, in units of 2^-32 */
    long rounds;    /* of the check */
};

extern struct graded graded;

/* Reads --effect PERCENT (or shape) and --items PERCENT, and leaves the rest to workload_options. Sets graded. */
void graded_options(int argc, char **argv, const struct grading *grading);

/* Whether the next step has the defect: so many of a thread's steps as asked for, evenly spread. */
static inline bool graded_defect(uint32_t *steps) {
    uint32_t before = *steps;
    *steps += graded.share;
    return *steps < before;
}

/* Waits for all other threads, awake, so that all go on within a microsecond and contend for what they share. */
void graded_meet(void);

/* Computes for graded.rounds rounds, and leaves no trace: what a shape change saves to pay for its defect. */
void graded_check(uint64_t result);

#endif
