#include "stock.h"

#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t sold[ARTICLES];

void stock_book(const struct order *orders, size_t count) {
    uint64_t booked[ARTICLES] = {0};
    for (size_t i = 0; i < count; i++)
        booked[orders[i].article] += order_value(&orders[i]);
    pthread_mutex_lock(&lock);
    for (uint32_t article = 0; article < ARTICLES; article++)
        sold[article] += booked[article];
    pthread_mutex_unlock(&lock);
}

uint64_t stock_sold(uint32_t article) {
    pthread_mutex_lock(&lock);
    uint64_t value = sold[article];
    pthread_mutex_unlock(&lock);
    return value;
}
