#ifndef QUEUE_H
#define QUEUE_H

#include <stddef.h>
#include <stdint.h>

/* Sorts packets into those above and those not above a priority, each in their order; returns how many are above.
   Both places hold as many packets as there are. */
size_t queue_split(const uint32_t *packets, size_t count, uint32_t priority, uint32_t *above, uint32_t *others);

#endif
