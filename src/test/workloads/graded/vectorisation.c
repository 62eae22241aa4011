/* Mixes audio tracks and meters the level. Defect: the level is added up behind a pointer that may overlap the samples. */
#include "graded.h"

#define STEP 2048

struct meter {
    uint32_t level;
};

__attribute__((noinline)) static void mix_samples(int32_t *restrict mix, const int32_t *restrict track, struct meter *meter) {
    uint32_t level = 0;
    for (int i = 0; i < STEP; i++) {
        mix[i] += (track[i] - mix[i]) >> 2;
        level += (uint32_t) mix[i];
    }
    meter->level += level;
}

__attribute__((noinline)) static void mix_overlapping(int32_t *mix, const int32_t *track, struct meter *meter) {
    for (int i = 0; i < STEP; i++) {
        mix[i] += (track[i] - mix[i]) >> 2;
        meter->level += (uint32_t) mix[i];
    }
}

static uint64_t produce(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0, samples = (uint64_t) graded.items * STEP;
    /* Not a multiple of a page apart: a processor takes accesses to equal places of pages for accesses to one place. */
    int32_t *track = workload_allocate((2 * samples + 256) * sizeof *track), *mix = track + samples + 256;
    for (uint64_t i = 0; i < samples; i++)
        mix[i] = 0;
    struct meter meter = {0};
    uint32_t steps = 0;
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("record");
        for (uint64_t i = 0; i < samples; i++)
            track[i] = (int32_t) (random_next(&random) >> 48) - 32768;
        autoperf_work(samples);
        AUTOPERF_MARK_END("record");

        AUTOPERF_MARK_BEGIN("mix");
        for (int take = 0; take < 32; take++)
            for (uint64_t i = 0; i < samples; i += STEP) {
                if (graded_defect(&steps))
                    mix_overlapping(mix + i, track + i, &meter);
                else
                    mix_samples(mix + i, track + i, &meter);
            }
        graded_check(checksum);
        autoperf_work(samples);
        AUTOPERF_MARK_END("mix");

        AUTOPERF_MARK_BEGIN("pack");
        for (uint64_t i = 0; i < samples; i++)
            checksum = fold(checksum, (uint64_t) mix[i]);
        autoperf_work(samples);
        AUTOPERF_MARK_END("pack");
    }
    return fold(checksum, meter.level);
}

int main(int argc, char **argv) {
    graded_options(argc, argv, &(struct grading) {
        .size = 150, .threads = 2, .items = 20, .defect = 308, .rounds = 60000, .check = 33,
    });
    return workload_finish(workload_run(&graded.options, produce));
}
