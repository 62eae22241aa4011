#include "table.h"

#include <string.h>

void table_totals(const struct table *restrict table, uint32_t totals[restrict ARTICLES]) {
    memset(totals, 0, ARTICLES * sizeof *totals);
    for (int shop = 0; shop < SHOPS; shop++)
        for (int article = 0; article < ARTICLES; article++)
            totals[article] += table->sold[shop][article];
}
