#include "mixer.h"

void mixer_mix(int32_t *mix, const int32_t *track, size_t count, struct meter *meter) {
    for (size_t i = 0; i < count; i++) {
        mix[i] += (track[i] - mix[i]) >> 2;
        meter->level += (uint32_t) mix[i];
    }
}
