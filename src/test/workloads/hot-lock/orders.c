/* A shop: threads take in orders, book them in the common stock and write the delivery notes. */
#include "autoperf.h"
#include "stock.h"
#include "workload.h"

#include <stdlib.h>

#define ORDERS 60000

static void take_in(struct order *orders, uint64_t *random) {
    for (int i = 0; i < ORDERS; i++) {
        uint64_t r = random_next(random);
        orders[i].article = (uint32_t) (r % ARTICLES);
        orders[i].pieces = (uint32_t) (r >> 20) % 99 + 1;
        orders[i].price = (uint32_t) (r >> 40) % 9973 + 1;
    }
}

static uint64_t deliver(const struct order *orders) {
    uint64_t note = 0;
    for (int i = 0; i < ORDERS; i++)
        note = fold(fold(fold(note, orders[i].article), orders[i].pieces), orders[i].price);
    return note;
}

static uint64_t sell(const struct options *options, int thread) {
    uint64_t random = random_start(options, thread), checksum = 0;
    struct order *orders = workload_allocate(ORDERS * sizeof *orders);
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("take-in");
        take_in(orders, &random);
        AUTOPERF_MARK_END("take-in");

        AUTOPERF_MARK_BEGIN("book");
        stock_book(orders, ORDERS);
        AUTOPERF_MARK_END("book");

        AUTOPERF_MARK_BEGIN("deliver");
        checksum += deliver(orders);
        AUTOPERF_MARK_END("deliver");
    }
    free(orders);
    return checksum;
}

int main(int argc, char **argv) {
    struct options options = workload_options(argc, argv, 250, 1000000);
    uint64_t checksum = workload_run(&options, sell), sold = 0;
    for (uint32_t article = 0; article < ARTICLES; article++) {
        sold += stock_sold(article);
        checksum = fold(checksum, stock_sold(article));
    }
    workload_check(sold > 0, "nothing was sold");
    return workload_finish(checksum);
}
