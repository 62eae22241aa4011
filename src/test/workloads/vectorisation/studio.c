/* Mixes many audio tracks into one and packs the result. */
#include "autoperf.h"
#include "mixer.h"
#include "workload.h"

#include <stdlib.h>

#define SAMPLES 8192
#define TRACKS 8
#define TAKES 30

static void record(int32_t (*tracks)[SAMPLES], uint64_t *random) {
    for (int track = 0; track < TRACKS; track++)
        for (int i = 0; i < SAMPLES; i++)
            tracks[track][i] = (int32_t) (random_next(random) >> 48) - 32768;
}

static uint64_t pack(const int32_t *mix) {
    uint64_t packed = 0;
    for (int rate = 1; rate <= 10; rate++)
        for (int i = 0; i < SAMPLES; i++)
            packed = fold(packed, (uint64_t) (mix[i] / rate));
    return packed;
}

static uint64_t produce(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    int32_t (*tracks)[SAMPLES] = workload_allocate(TRACKS * sizeof *tracks);
    int32_t *mix = workload_allocate(SAMPLES * sizeof *mix);
    struct meter meter = {0};
    for (int i = 0; i < SAMPLES; i++)
        mix[i] = 0;
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("record");
        record(tracks, &random);
        AUTOPERF_MARK_END("record");

        AUTOPERF_MARK_BEGIN("mix");
        for (int take = 0; take < TAKES; take++)
            for (int track = 0; track < TRACKS; track++)
                mixer_mix(mix, tracks[track], SAMPLES, &meter);
        AUTOPERF_MARK_END("mix");

        AUTOPERF_MARK_BEGIN("pack");
        checksum += pack(mix);
        AUTOPERF_MARK_END("pack");
    }
    free(mix);
    free(tracks);
    return fold(checksum, meter.level);
}

int main(int argc, char **argv) {
    struct options options = workload_options(argc, argv, 300, 1000000);
    uint64_t checksum = workload_run(&options, produce);
    workload_check(checksum != 0, "nothing was mixed");
    return workload_finish(checksum);
}
