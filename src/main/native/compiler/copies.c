#include "compiler.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static uint64_t hash_of(const struct text *text) {
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < text->length; i++) {
        h = (h ^ (unsigned char)text->bytes[i]) * UINT64_C(0x100000001b3);
    }
    return h;
}

/* Writes it under a name by its content: whoever comes second in a parallel build writes the same. */
static char *write_once(const struct text *text, const char *name, const struct stat *like) {
    struct text path = {0};
    struct text beside = {0};
    text_format(&path, "%s/%016llx-%s", session_path("shadow"), (unsigned long long)hash_of(text), name);
    text_format(&beside, "%s.%ld", path.bytes, (long)getpid());
    if (access(path.bytes, R_OK) == 0) {
        return path.bytes;
    }
    FILE *file = fopen(beside.bytes, "we");
    if (file == NULL) {
        return NULL;
    }
    bool whole = fwrite(text->bytes, 1, text->length, file) == text->length;
    whole &= fclose(file) == 0;
    if (like != NULL) {
        utimensat(AT_FDCWD, beside.bytes, (struct timespec[]){like->st_atim, like->st_mtim}, 0);
    }
    return whole && rename(beside.bytes, path.bytes) == 0 ? path.bytes : NULL;
}

/* The name as the text of a string literal in every character set and with trigraphs. */
static void put_literal(struct text *text, const char *name) {
    for (const unsigned char *at = (const unsigned char *)name; *at != 0; at++) {
        bool plain = *at >= 0x20 && *at < 0x7f && strchr("\"\\?", *at) == NULL;
        text_format(text, plain ? "%c" : "\\%03o", *at);
    }
}

static int by_place(const void *one, const void *other) {
    long a = (*(struct function *const *)one)->insert;
    long b = (*(struct function *const *)other)->insert;
    return (a > b) - (a < b);
}

/* A guard after the brace of each body, on the same line. */
static bool annotate(struct text *copy, const struct text *text, struct function **here, size_t count) {
    long line = 1;
    static const char bom[] = "\xef\xbb\xbf";
    size_t done = text->length >= 3 && memcmp(text->bytes, bom, 3) == 0 ? 3 : 0;
    bool any = false;
    text_read(copy, session_path("guard.h"));
    text_put(copy, "#line 1\n");
    qsort(here, count, sizeof *here, by_place);
    for (size_t i = 0; i < count; i++) {
        size_t place = (size_t)here[i]->insert;
        if (*here[i]->reason != 0 || place == done) {
            continue;
        }
        if (place <= done || place > text->length || text->bytes[place - 1] != '{') {
            here[i]->reason = "no body begins where the syntax tree has it";
            continue;
        }
        for (size_t at = done; at < place; at++) {
            line += text->bytes[at] == '\n';
        }
        here[i]->guard_line = line;
        text_add(copy, text->bytes + done, place - done);
        text_format(copy, " AUTOPERF_GUARD_(%zu, \"", i);
        put_literal(copy, here[i]->region);
        text_put(copy, "\") ");
        done = place;
        any = true;
    }
    text_add(copy, text->bytes + done, text->length - done);
    return any;
}

static bool write_copy(struct copies *copies, struct text *map, struct functions *functions, const char *original) {
    struct function **here = memory(functions->count * sizeof *here);
    size_t count = 0;
    for (size_t i = 0; i < functions->count; i++) {
        if (strcmp(functions->items[i].file, original) == 0) {
            here[count++] = &functions->items[i];
        }
    }
    struct text text = {0};
    struct text copy = {0};
    struct stat status;
    if (!text_read(&text, original) || stat(original, &status) != 0 || !annotate(&copy, &text, here, count)) {
        return true;
    }
    char *path = write_once(&copy, base_name(original), &status);
    if (path == NULL) {
        return false;
    }
    list_add(&copies->originals, original);
    list_add(&copies->paths, path);
    text_format(map, "%llu %llu %s\n", (unsigned long long)status.st_dev, (unsigned long long)status.st_ino, path);
    return true;
}

static bool is_in(const struct list *list, const char *item) {
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i], item) == 0) {
            return true;
        }
    }
    return false;
}

bool copies_write(struct copies *copies, struct functions *functions) {
    *copies = (struct copies){0};
    struct list seen = {0};
    struct text map = {0};
    for (size_t i = 0; i < functions->count; i++) {
        const char *file = functions->items[i].file;
        if (*functions->items[i].reason == 0 && !is_in(&seen, file)) {
            list_add(&seen, file);
            if (!write_copy(copies, &map, functions, file)) {
                return false;
            }
        }
    }
    if (copies->paths.count == 0) {
        return false;
    }
    struct text used = {0};
    text_format(&used, "%s/%ld.used", session_path("shadow"), (long)getpid());
    copies->used = used.bytes;
    copies->map = write_once(&map, "map", NULL);
    return copies->map != NULL;
}

void copies_check_used(const struct copies *copies, struct functions *functions) {
    struct text used = {0};
    text_read(&used, copies->used);
    unlink(copies->used);
    for (size_t c = 0; c < copies->originals.count; c++) {
        for (size_t i = 0; i < functions->count && (c >= used.length || used.bytes[c] != '1'); i++) {
            if (*functions->items[i].reason == 0 && strcmp(functions->items[i].file, copies->originals.items[c]) == 0) {
                functions->items[i].reason = "the compiler did not read the annotated copy";
            }
        }
    }
}
