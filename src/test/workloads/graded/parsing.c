/* Writes and reads lines of numbers. Defect: the rest of a line is measured again before each of its numbers is read. */
#include "graded.h"

#include <stddef.h>

#define NUMBERS 40
#define LINE (NUMBERS * 11)

static void write_line(char *line, uint64_t *random) {
    for (int i = 0; i < NUMBERS; i++) {
        uint32_t number = (uint32_t) random_next(random) >> 8;
        for (int digit = 0; digit < 7; digit++, number /= 10)
            *line++ = (char) ('0' + number % 10);
        *line++ = ' ';
    }
    *line = '\n';
}

/* A number, and how many characters it took, none at the end. */
static size_t read_number(const char *text, size_t length, uint64_t *number) {
    size_t at = 0;
    *number = 0;
    for (; at < length && text[at] != ' '; at++)
        *number = *number * 10 + (uint64_t) (text[at] - '0');
    return at < length ? at + 1 : at;
}

__attribute__((noinline)) static size_t length_of(const char *line) {
    size_t length = 0;
    while (line[length] != '\0' && line[length] != '\n')
        length++;
    return length;
}

static uint64_t read_line(const char *line, bool measure) {
    uint64_t sum = 0, number;
    size_t left = length_of(line);
    while (left > 0) {
        if (measure)
            left = length_of(line);
        size_t taken = read_number(line, left, &number);
        sum = fold(sum, number);
        line += taken;
        left -= taken;
    }
    return sum;
}

static uint64_t serve(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    char (*lines)[LINE] = workload_allocate((uint64_t) graded.items * sizeof *lines);
    uint32_t steps = 0;
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("print");
        for (long line = 0; line < graded.items; line++)
            write_line(lines[line], &random);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("print");

        AUTOPERF_MARK_BEGIN("parse");
        for (long line = 0; line < graded.items; line++)
            checksum += read_line(lines[line], graded_defect(&steps));
        graded_check(checksum);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("parse");
    }
    return checksum;
}

int main(int argc, char **argv) {
    graded_options(argc, argv, &(struct grading) {
        .size = 300, .threads = 1, .items = 600, .defect = 457, .rounds = 60000, .check = 26,
    });
    return workload_finish(workload_run(&graded.options, serve));
}
