#include "state.h"

struct region regions[MAX_REGIONS];
uint32_t region_count;
static struct region *table[TABLE]; /* by the name's hash, open addressing; filled under the lock, read without it */

static uint64_t hash_of(const char *name, uint32_t length) {
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (uint32_t i = 0; i < length; i++) {
        h = (h ^ (unsigned char)name[i]) * UINT64_C(0x100000001b3);
    }
    return h ^ h >> 29;
}

static struct region **place_of(const char *name, uint64_t hash) {
    uint32_t place = (uint32_t)hash % TABLE;
    struct region *region;
    while ((region = __atomic_load_n(&table[place], __ATOMIC_ACQUIRE)) != NULL
            && (region->hash != hash || !same_name(region, name))) {
        place = (place + 1) % TABLE;
    }
    return &table[place];
}

/* Bytes of the name that are written: no character of UTF-8 is cut. */
static uint32_t whole_characters(const char *name, uint32_t length) {
    if (length == MAX_NAME) {
        uint32_t cut = length;
        while (cut > length - 4 && ((unsigned char)name[cut - 1] & 0xc0) == 0x80) {
            cut--;
        }
        unsigned char lead = (unsigned char)name[cut - 1];
        uint32_t wanted = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
        if (length - (cut - 1) < wanted) {
            return cut - 1;
        }
    }
    return length;
}

static void write_region(const struct region *region) {
    uint32_t length = (uint32_t)strlen(region->name);
    const char *label = label_of(region->name, &length);
    length = length > MAX_NAME ? MAX_NAME : length;
    file_region(region->id, label, whole_characters(label, length));
}

/* Wants the lock. */
static char *copy_of_name(const char *name, uint32_t length) {
    static char *arena;
    static size_t left;
    if (left < length + 1) {
        left = 1 << 16;
        arena = memory(left);
        if (arena == NULL) {
            left = 0;
            return NULL;
        }
    }
    char *copy = arena;
    memcpy(copy, name, length);
    arena += length + 1;
    left -= length + 1;
    return copy;
}

/* Wants the lock. */
static struct region *new_region(const char *name, uint32_t length, uint64_t hash) {
    struct region *region = &regions[region_count];
    region->name = copy_of_name(name, length);
    if (region->name == NULL) {
        return NULL;
    }
    region->hash = hash;
    region->id = region_count;
    write_region(region);
    __atomic_store_n(place_of(name, hash), region, __ATOMIC_RELEASE);
    region_count++;
    return region;
}

struct region *region_named(const char *name) {
    uint32_t length = (uint32_t)strnlen(name, MAX_NAME);
    uint64_t hash = hash_of(name, length);
    struct region *region = __atomic_load_n(place_of(name, hash), __ATOMIC_ACQUIRE);
    if (region != NULL) {
        return region;
    }
    if (length == MAX_NAME && name[MAX_NAME] != 0) {
        note_once(REMARK_LONG, "A region's name is longer than 1,024 bytes and was cut.");
    }
    if (region_count >= MAX_REGIONS) {
        note_once(REMARK_MANY, "More than 65,536 regions: the further ones are not measured.");
        return NULL;
    }
    struct lock lock;
    lock_take(&lock);
    region = *place_of(name, hash);
    if (region == NULL && region_count < MAX_REGIONS) {
        region = new_region(name, length, hash);
    }
    lock_give(&lock);
    return region;
}

void regions_begin_again(void) {
    for (uint32_t r = 0; r < region_count; r++) {
        struct region *region = &regions[r];
        region->executions = region->reported = 0;
        region->shift = region->taken = region->threads = 0;
        write_region(region);
    }
}
