/* A web site makes a page for each visitor. Defect: the page is not freed after it was sent. */
#include "graded.h"

#include <stdlib.h>
#include <string.h>

#define PAGE 8192
#define LINE 64

static uint64_t send_page(uint64_t visitor, bool forget) {
    uint8_t *page = workload_allocate(PAGE);
    memset(page, (int) (visitor & 255), PAGE);
    uint64_t sum = 0;
    for (size_t line = 0; line < PAGE; line += LINE) {
        memcpy(page + line, &visitor, sizeof visitor);
        for (size_t i = 0; i < LINE; i += 8)
            sum = sum * 31 + page[line + i];
    }
    __asm__ volatile("" : : "r"(page) : "memory");
    if (!forget)
        free(page);
    return sum;
}

static uint64_t serve(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    uint64_t *visitors = workload_allocate((uint64_t) graded.items * sizeof *visitors);
    uint32_t steps = 0;
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("receive");
        for (long i = 0; i < graded.items; i++) {
            visitors[i] = 0;
            for (int header = 0; header < 200; header++)
                visitors[i] ^= random_next(&random);
        }
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("receive");

        AUTOPERF_MARK_BEGIN("send");
        for (long i = 0; i < graded.items; i++)
            checksum += send_page(visitors[i], graded_defect(&steps));
        graded_check(checksum);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("send");

        AUTOPERF_MARK_BEGIN("log");
        for (long i = 0; i < graded.items; i++)
            for (uint64_t header = 0; header < 200; header++)
                checksum = fold(checksum, visitors[i] + header);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("log");
    }
    return checksum;
}

int main(int argc, char **argv) {
    graded_options(argc, argv, &(struct grading) {
        .size = 150, .threads = 2, .items = 200, .defect = 450, .rounds = 60000, .check = 24.5,
    });
    return workload_finish(workload_run(&graded.options, serve));
}
