#ifndef TABLE_H
#define TABLE_H

#include <stdint.h>

#define SHOPS 4096
#define ARTICLES 512

/* Pieces sold: a row for each shop, a column for each article. */
struct table {
    uint32_t sold[SHOPS][ARTICLES];
};

/* Adds up every column. */
void table_totals(const struct table *restrict table, uint32_t totals[restrict ARTICLES]);

#endif
