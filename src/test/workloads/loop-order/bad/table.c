#include "table.h"

void table_totals(const struct table *restrict table, uint32_t totals[restrict ARTICLES]) {
    for (int article = 0; article < ARTICLES; article++) {
        uint32_t total = 0;
        for (int shop = 0; shop < SHOPS; shop++)
            total += table->sold[shop][article];
        totals[article] = total;
    }
}
