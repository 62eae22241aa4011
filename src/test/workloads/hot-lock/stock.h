#ifndef STOCK_H
#define STOCK_H

#include <stddef.h>
#include <stdint.h>

#define ARTICLES 256

struct order {
    uint32_t article, pieces, price;
};

/* Takes the orders' pieces from the stock; several threads do so at once. */
void stock_book(const struct order *orders, size_t count);

/* What was sold of an article so far, after discounts. */
uint64_t stock_sold(uint32_t article);

/* The price of an order, with the discount for its quantity. */
static inline uint64_t order_value(const struct order *order) {
    uint64_t value = (uint64_t) order->pieces * order->price;
    return value - value * order->pieces / 1013 - value % 97;
}

#endif
