#include "queue.h"

size_t queue_split(const uint32_t *packets, size_t count, uint32_t priority, uint32_t *above, uint32_t *others) {
    size_t urgent = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t packet = packets[i];
        above[urgent] = packet;
        others[i - urgent] = packet;
        urgent += packet > priority;
    }
    return urgent;
}
