#include "routes.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define SLOTS 256

static const struct route *slots[SLOTS];

static uint32_t slot_of(const char *name) {
    uint32_t hash = 2166136261u;
    for (; *name != '\0'; name++)
        hash = (hash ^ (unsigned char) *name) * 16777619u;
    return (hash ^ hash >> 16) % SLOTS;
}

void routes_set(const struct route *table) {
    for (int i = 0; i < ROUTES; i++) {
        uint32_t slot = slot_of(table[i].name);
        while (slots[slot] != NULL)
            slot = (slot + 1) % SLOTS;
        slots[slot] = &table[i];
    }
}

int routes_find(const char *name) {
    for (uint32_t slot = slot_of(name); slots[slot] != NULL; slot = (slot + 1) % SLOTS)
        if (strcmp(slots[slot]->name, name) == 0)
            return slots[slot]->handler;
    return -1;
}
