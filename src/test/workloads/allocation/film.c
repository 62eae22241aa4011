/* Plays a film: reads packed frames, unpacks each, and keeps track of what was shown. */
#include "autoperf.h"
#include "frame.h"
#include "workload.h"

#include <stdlib.h>
#include <string.h>

#define FRAMES 4

void frame_unpack_colour(const struct packed *packed, int colour, uint64_t *pixels) {
    for (size_t run = 0; run < PIXELS / RUN; run++)
        memset((uint8_t *) pixels + run * RUN, packed->runs[colour][run], RUN);
}

uint64_t frame_checksum(const uint64_t *pixels) {
    uint64_t sum = 0;
    for (size_t i = 0; i < PIXELS / sizeof *pixels; i++)
        sum += pixels[i];
    return sum;
}

static void read_frames(struct packed *frames, uint64_t *random) {
    for (int frame = 0; frame < FRAMES; frame++)
        for (int colour = 0; colour < COLOURS; colour++)
            for (int run = 0; run < PIXELS / RUN; run++)
                frames[frame].runs[colour][run] = (uint8_t) random_next(random);
}

static uint64_t keep_track(const struct packed *frames) {
    uint64_t shown = 0;
    for (int frame = 0; frame < FRAMES; frame++)
        for (int colour = 0; colour < COLOURS; colour++)
            for (int run = 0; run < PIXELS / RUN; run++)
                shown = fold(shown, frames[frame].runs[colour][run]);
    return shown;
}

static uint64_t play(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    struct packed *frames = workload_allocate(FRAMES * sizeof *frames);
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("read");
        read_frames(frames, &random);
        AUTOPERF_MARK_END("read");

        AUTOPERF_MARK_BEGIN("unpack");
        for (int frame = 0; frame < FRAMES; frame++)
            checksum += frame_unpack(&frames[frame]);
        AUTOPERF_MARK_END("unpack");

        AUTOPERF_MARK_BEGIN("track");
        checksum += keep_track(frames);
        AUTOPERF_MARK_END("track");
    }
    free(frames);
    return checksum;
}

int main(int argc, char **argv) {
    struct options options = workload_options(argc, argv, 200, 1000000);
    uint64_t checksum = workload_run(&options, play);
    workload_check(checksum != 0, "no frame was shown");
    return workload_finish(checksum);
}
