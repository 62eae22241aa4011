#include "queue.h"

size_t queue_split(const uint32_t *packets, size_t count, uint32_t priority, uint32_t *above, uint32_t *others) {
    size_t urgent = 0, rest = 0;
    for (size_t i = 0; i < count; i++) {
        if (packets[i] > priority)
            above[urgent++] = packets[i];
        else
            others[rest++] = packets[i];
    }
    return urgent;
}
