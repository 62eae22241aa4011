#include "compiler.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *memory(size_t bytes) {
    void *place = calloc(1, bytes);
    if (place == NULL) {
        fputs("autoperf-compiler: out of memory\n", stderr);
        exit(1);
    }
    return place;
}

static void *grown(void *place, size_t length, size_t *room, size_t wanted, size_t size) {
    if (wanted <= *room) {
        return place;
    }
    *room = wanted < 2 * *room ? 2 * *room : wanted + 64;
    void *larger = memory(*room * size);
    if (length > 0) {
        memcpy(larger, place, length * size);
    }
    free(place);
    return larger;
}

void text_add(struct text *text, const char *bytes, size_t length) {
    text->bytes = grown(text->bytes, text->length, &text->room, text->length + length + 1, 1);
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = 0;
}

void text_put(struct text *text, const char *string) {
    text_add(text, string, strlen(string));
}

void text_format(struct text *text, const char *format, ...) {
    char *made;
    va_list values;
    va_start(values, format);
    int length = vasprintf(&made, format, values);
    va_end(values);
    if (length >= 0) {
        text_add(text, made, (size_t)length);
        free(made);
    }
}

void list_add(struct list *list, const char *item) {
    list->items = grown(list->items, list->count, &list->room, list->count + 2, sizeof *list->items);
    list->items[list->count++] = strdup(item);
    list->items[list->count] = NULL;
}

bool text_read_from(struct text *text, int file) {
    char buffer[65536];
    ssize_t got;
    while ((got = read(file, buffer, sizeof buffer)) != 0) {
        if (got > 0) {
            text_add(text, buffer, (size_t)got);
        } else if (errno != EINTR) {
            return false;
        }
    }
    text_add(text, "", 0);
    return true;
}

bool text_read(struct text *text, const char *path) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    text_add(text, "", 0);
    if (file < 0) {
        return false;
    }
    bool whole = text_read_from(text, file);
    close(file);
    return whole;
}

bool text_has_line(const struct text *text, const char *line, size_t length) {
    const char *at = text->bytes;
    const char *end = text->bytes + text->length;
    while (length > 0 && at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t here = (size_t)((stop == NULL ? end : stop) - at);
        if (here == length && memcmp(at, line, length) == 0) {
            return true;
        }
        at += here + 1;
    }
    return false;
}

const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}
