/* Plays a film block by block. Defect: a block is unpacked into memory mapped for it alone, not into the thread's own. */
#include "graded.h"

#include <string.h>
#include <sys/mman.h>

#define BLOCK 4096
#define RUN 128

static void read_block(uint8_t *runs, uint64_t *random) {
    for (int run = 0; run < BLOCK / RUN; run++)
        runs[run] = (uint8_t) random_next(random);
}

static uint64_t unpack(const uint8_t *runs, uint64_t *pixels) {
    for (int run = 0; run < BLOCK / RUN; run++)
        memset((uint8_t *) pixels + run * RUN, runs[run], RUN);
    uint64_t sum = 0;
    for (int i = 0; i < BLOCK / 8; i++)
        sum = sum * 31 + pixels[i];
    return sum;
}

static uint64_t unpack_anew(const uint8_t *runs) {
    void *pixels = mmap(NULL, BLOCK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    workload_check(pixels != MAP_FAILED, "no memory");
    uint64_t sum = unpack(runs, pixels);
    munmap(pixels, BLOCK);
    return sum;
}

static uint64_t play(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    uint64_t pixels[BLOCK / 8];
    uint8_t (*film)[BLOCK / RUN] = workload_allocate((uint64_t) graded.items * sizeof *film);
    uint32_t steps = 0;
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("read");
        for (long block = 0; block < graded.items; block++)
            read_block(film[block], &random);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("read");

        AUTOPERF_MARK_BEGIN("unpack");
        for (long block = 0; block < graded.items; block++)
            checksum += graded_defect(&steps) ? unpack_anew(film[block]) : unpack(film[block], pixels);
        graded_check(checksum);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("unpack");

        AUTOPERF_MARK_BEGIN("track");
        for (long block = 0; block < graded.items; block++)
            for (int run = 0; run < BLOCK / RUN; run++)
                checksum = fold(checksum, film[block][run]);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("track");
    }
    return checksum;
}

int main(int argc, char **argv) {
    graded_options(argc, argv, &(struct grading) {
        .size = 150, .threads = 2, .items = 600, .defect = 3900, .rounds = 60000, .check = 22,
    });
    return workload_finish(workload_run(&graded.options, play));
}
