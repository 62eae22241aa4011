#ifndef MIXER_H
#define MIXER_H

#include <stddef.h>
#include <stdint.h>

struct meter {
    uint32_t level; /* sum of all samples mixed so far, modulo 2^32 */
};

/* Mixes a track into another, three parts to one, and meters the result. */
void mixer_mix(int32_t *mix, const int32_t *track, size_t count, struct meter *meter);

#endif
