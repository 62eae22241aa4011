/* Counts the words of texts in hash tables. Defect: a table that is full grows by a few slots, not to twice its size. */
#include "graded.h"

#include <stdlib.h>

#define WORDS 256
#define VOCABULARY 192

struct entry {
    uint32_t word, count;
};

struct words {
    struct entry *entries;
    uint32_t slots, used;
};

static struct entry *find(const struct words *words, uint32_t word) {
    uint32_t slot = (uint32_t) ((uint64_t) (word * 2654435761u) * words->slots >> 32);
    while (words->entries[slot].count != 0 && words->entries[slot].word != word)
        slot = slot + 1 < words->slots ? slot + 1 : 0;
    return &words->entries[slot];
}

static void grow(struct words *words, uint32_t slots) {
    struct words grown = {calloc(slots, sizeof(struct entry)), slots, words->used};
    workload_check(grown.entries != NULL, "no memory");
    for (uint32_t slot = 0; slot < words->slots; slot++)
        if (words->entries[slot].count != 0)
            *find(&grown, words->entries[slot].word) = words->entries[slot];
    free(words->entries);
    *words = grown;
}

/* The sum of the squared counts of all words. */
static uint64_t index_text(const uint32_t *text, bool by_few) {
    struct words words = {NULL, 0, 0};
    grow(&words, 16);
    for (int i = 0; i < WORDS; i++) {
        if (words.used * 4 >= words.slots * 3)
            grow(&words, by_few ? words.slots + 16 : words.slots * 2);
        struct entry *entry = find(&words, text[i]);
        words.used += entry->count == 0;
        *entry = (struct entry) {text[i], entry->count + 1};
    }
    uint64_t sum = 0;
    for (uint32_t slot = 0; slot < words.slots; slot++)
        sum += (uint64_t) words.entries[slot].count * words.entries[slot].count;
    free(words.entries);
    return sum;
}

static uint64_t read_library(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    uint32_t (*texts)[WORDS] = workload_allocate((uint64_t) graded.items * sizeof *texts);
    uint32_t steps = 0;
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("collect");
        for (long text = 0; text < graded.items; text++)
            for (int i = 0; i < WORDS; i++)
                texts[text][i] = (uint32_t) (random_next(&random) % VOCABULARY);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("collect");

        AUTOPERF_MARK_BEGIN("index");
        for (long text = 0; text < graded.items; text++)
            checksum += index_text(texts[text], graded_defect(&steps));
        graded_check(checksum);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("index");
    }
    return checksum;
}

int main(int argc, char **argv) {
    graded_options(argc, argv, &(struct grading) {
        .size = 300, .threads = 1, .items = 60, .defect = 118, .rounds = 60000, .check = 25,
    });
    return workload_finish(workload_run(&graded.options, read_library));
}
