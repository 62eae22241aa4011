#include "frame.h"

static _Thread_local uint64_t pixels[COLOURS][PIXELS / sizeof(uint64_t)];

uint64_t frame_unpack(const struct packed *packed) {
    uint64_t checksum = 0;
    for (int colour = 0; colour < COLOURS; colour++)
        frame_unpack_colour(packed, colour, pixels[colour]);
    for (int colour = 0; colour < COLOURS; colour++)
        checksum = checksum * 31 + frame_checksum(pixels[colour]);
    return checksum;
}
