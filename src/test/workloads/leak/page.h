#ifndef PAGE_H
#define PAGE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define PAGE_SIZE 16384
#define LINE_SIZE 64

/* Writes the page that a visitor asked for into new memory, sends it, and returns the checksum of what was sent. */
uint64_t page_send(uint64_t visitor);

/* The content of a page: lines that start with the visitor's number. */
static inline void page_fill(uint8_t *page, uint64_t visitor) {
    memset(page, (int) (visitor & 255), PAGE_SIZE);
    for (size_t line = 0; line < PAGE_SIZE; line += LINE_SIZE)
        memcpy(page + line, &visitor, sizeof visitor);
}

static inline uint64_t page_checksum(const uint8_t *page) {
    uint64_t sum = 0;
    for (size_t line = 0; line < PAGE_SIZE; line += LINE_SIZE) {
        uint64_t visitor;
        memcpy(&visitor, page + line, sizeof visitor);
        sum += visitor ^ page[line + LINE_SIZE - 1];
    }
    return sum;
}

#endif
