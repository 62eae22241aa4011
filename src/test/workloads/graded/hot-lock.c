/* A shop books orders in a common stock. Defect: the lock is taken for a single order, not once for the batch. */
#define _GNU_SOURCE
#include "graded.h"

#include <pthread.h>
#include <string.h>

#define ARTICLES 256
#define STEP 100

struct order {
    uint32_t article, pieces, price;
};

static pthread_mutex_t lock = PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP;
static uint64_t stock[ARTICLES];

static uint64_t value(const struct order *order) {
    uint64_t value = (uint64_t) order->pieces * order->price;
    return value - value * order->pieces / 1013 - value % 97;
}

static void book(const struct order *orders, uint32_t *steps) {
    uint64_t booked[ARTICLES] = {0};
    for (long i = 0; i < graded.items; i += STEP) {
        bool single = graded_defect(steps);
        for (long j = i; j < i + STEP && j < graded.items; j++) {
            if (single) {
                pthread_mutex_lock(&lock);
                stock[orders[j].article] += value(&orders[j]);
                pthread_mutex_unlock(&lock);
            } else {
                booked[orders[j].article] += value(&orders[j]);
            }
        }
    }
    pthread_mutex_lock(&lock);
    for (int article = 0; article < ARTICLES; article++)
        stock[article] += booked[article];
    pthread_mutex_unlock(&lock);
}

static uint64_t sell(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    struct order *orders = workload_allocate((uint64_t) graded.items * sizeof *orders);
    uint32_t steps = 0;
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("take-in");
        for (long i = 0; i < graded.items; i++) {
            uint64_t r = random_next(&random);
            orders[i] = (struct order) {(uint32_t) (r % ARTICLES), (uint32_t) (r >> 20) % 99 + 1, (uint32_t) (r >> 40) % 9973 + 1};
        }
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("take-in");

        graded_meet();
        AUTOPERF_MARK_BEGIN("book");
        book(orders, &steps);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("book");

        AUTOPERF_MARK_BEGIN("deliver");
        for (long i = 0; i < graded.items; i++)
            checksum = fold(fold(checksum, orders[i].article), orders[i].price);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("deliver");
    }
    return checksum;
}

int main(int argc, char **argv) {
    graded_options(argc, argv, &(struct grading) {
        .size = 150, .threads = 2, .items = 80000, .defect = 440,
    });
    uint64_t checksum = workload_run(&graded.options, sell);
    for (int article = 0; article < ARTICLES; article++)
        checksum = fold(checksum, stock[article]);
    return workload_finish(checksum);
}
