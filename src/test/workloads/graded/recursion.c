/* Values positions of a game on one thread. Defect: a macro works out the better of two moves twice, at every depth. */
#include "graded.h"

#define DEPTH 6

#define MAX(a, b) ((a) > (b) ? (a) : (b))

static uint32_t leaf(uint32_t position) {
    position ^= position >> 15;
    position *= 0x2C1B3C6Du;
    return position ^ position >> 12;
}

__attribute__((noinline)) static uint32_t value(uint32_t position, int depth) {
    if (depth == 0)
        return leaf(position) >> 8;
    uint32_t left = value(position * 2, depth - 1), right = value(position * 2 + 1, depth - 1);
    return left > right ? left : right;
}

__attribute__((noinline)) static uint32_t value_twice(uint32_t position, int depth) {
    if (depth == 0)
        return leaf(position) >> 8;
    return MAX(value_twice(position * 2, depth - 1), value_twice(position * 2 + 1, depth - 1));
}

static uint64_t play(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    uint32_t *positions = workload_allocate((uint64_t) graded.items * sizeof *positions);
    uint32_t *values = workload_allocate((uint64_t) graded.items * sizeof *values);
    uint32_t steps = 0;
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("move");
        for (long i = 0; i < graded.items; i++) {
            positions[i] = 0;
            for (int piece = 0; piece < 64; piece++)
                positions[i] ^= (uint32_t) random_next(&random);
        }
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("move");

        AUTOPERF_MARK_BEGIN("value");
        for (long i = 0; i < graded.items; i++)
            values[i] = graded_defect(&steps) ? value_twice(positions[i], DEPTH) : value(positions[i], DEPTH);
        graded_check(checksum);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("value");

        AUTOPERF_MARK_BEGIN("choose");
        for (long i = 0; i < graded.items; i++)
            for (uint64_t player = 0; player < 64; player++)
                checksum = fold(checksum, values[i] + player);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("choose");
    }
    return checksum;
}

int main(int argc, char **argv) {
    graded_options(argc, argv, &(struct grading) {
        .size = 300, .threads = 1, .items = 1000, .defect = 385, .rounds = 60000, .check = 27,
    });
    return workload_finish(workload_run(&graded.options, play));
}
