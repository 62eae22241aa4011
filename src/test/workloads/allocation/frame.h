#ifndef FRAME_H
#define FRAME_H

#include <stddef.h>
#include <stdint.h>

#define COLOURS 3
#define PIXELS 524288
#define RUN 128

/* Pixels of one brightness, RUN for each entry and colour. */
struct packed {
    uint8_t runs[COLOURS][PIXELS / RUN];
};

/* Unpacks a frame and returns the checksum of its pixels. */
uint64_t frame_unpack(const struct packed *packed);

/* Unpacks one colour into PIXELS bytes. */
void frame_unpack_colour(const struct packed *packed, int colour, uint64_t *pixels);

/* Adds up the pixels of one colour, eight at a time. */
uint64_t frame_checksum(const uint64_t *pixels);

#endif
