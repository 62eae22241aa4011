#include "mixer.h"

void mixer_mix(int32_t *restrict mix, const int32_t *restrict track, size_t count, struct meter *meter) {
    uint32_t level = 0;
    for (size_t i = 0; i < count; i++) {
        mix[i] += (track[i] - mix[i]) >> 2;
        level += (uint32_t) mix[i];
    }
    meter->level += level;
}
