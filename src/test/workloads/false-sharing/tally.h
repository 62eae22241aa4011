#ifndef TALLY_H
#define TALLY_H

#include <stdint.h>

struct packet {
    uint16_t length, port;
    uint32_t sender;
};

struct totals {
    uint64_t packets, bytes, local;
};

/* Counts a packet for a thread; any thread may ask for the totals meanwhile. */
void tally_packet(int thread, const struct packet *packet);

struct totals tally_totals(void);

#endif
