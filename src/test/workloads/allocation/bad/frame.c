#include "frame.h"
#include "workload.h"

#include <stdlib.h>

uint64_t frame_unpack(const struct packed *packed) {
    uint64_t *pixels[COLOURS];
    uint64_t checksum = 0;
    for (int colour = 0; colour < COLOURS; colour++) {
        pixels[colour] = workload_allocate(PIXELS);
        frame_unpack_colour(packed, colour, pixels[colour]);
    }
    for (int colour = 0; colour < COLOURS; colour++)
        checksum = checksum * 31 + frame_checksum(pixels[colour]);
    for (int colour = 0; colour < COLOURS; colour++)
        free(pixels[colour]);
    return checksum;
}
