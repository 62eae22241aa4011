#ifndef JOURNAL_H
#define JOURNAL_H

#include <stddef.h>

/* A file that one thread appends to. */
struct journal {
    int file;
    size_t used;
    char buffer[16384];
};

/* Appends a line. */
void journal_write(struct journal *journal, const char *line, size_t length);

/* Hands what was appended to the kernel. */
void journal_flush(struct journal *journal);

#endif
