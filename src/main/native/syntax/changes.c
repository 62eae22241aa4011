/* The changed lines, and the texts in which they lie. The form of the file is told by annotate.Changes. */
#include "syntax.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct Source **sources;
size_t sourceCount;

static char *read_whole(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    struct stat status;
    if (file == NULL || fstat(fileno(file), &status) != 0 || !S_ISREG(status.st_mode)) {
        if (file != NULL) {
            fclose(file);
        }
        return NULL;
    }
    char *text = allocate((size_t)status.st_size + 1);
    *length = fread(text, 1, (size_t)status.st_size, file);
    text[*length] = '\0';
    fclose(file);
    return text;
}

struct Source *source_named(const char *path) {
    char real[PATH_MAX];
    if (realpath(path, real) != NULL) {
        path = real;
    }
    for (size_t i = 0; i < sourceCount; i++) {
        if (strcmp(sources[i]->path, path) == 0) {
            return sources[i];
        }
    }
    struct Source *source = allocate(sizeof *source);
    source->path = strdup(path);
    sources = grown(sources, sourceCount, sizeof *sources);
    sources[sourceCount++] = source;
    return source;
}

struct Source *source_of(CXFile file) {
    static CXFile lastFile;
    static struct Source *last;
    if (file == NULL) {
        return NULL;
    }
    if (file == lastFile) {
        return last;
    }
    lastFile = file;
    for (size_t i = 0; i < sourceCount; i++) {
        if (sources[i]->file == file) {
            return last = sources[i];
        }
    }
    char *name = taken(clang.getFileName(file));
    last = source_named(name);
    last->file = file;
    free(name);
    return last;
}

void source_read(struct Source *source) {
    if (source->known) {
        return;
    }
    source->known = true;
    source->text = read_whole(source->path, &source->length);
    if (source->text == NULL) {
        source->text = allocate(1);
        source->length = 0;
    }
    source->code = without_comments(source->text, source->length);
    size_t lines = 2;
    for (size_t i = 0; i < source->length; i++) {
        lines += source->text[i] == '\n';
    }
    source->lineStart = allocate((lines + 1) * sizeof *source->lineStart);
    unsigned line = 1;
    for (size_t i = 0; i < source->length; i++) {
        if (source->text[i] == '\n' && i + 1 < source->length) {
            source->lineStart[++line] = (unsigned)i + 1;
        }
    }
    source->lineCount = source->length == 0 ? 0 : line;
    source->lineStart[line + 1] = (unsigned)source->length;
}

static struct Range read_range(const char *file, const char *word) {
    struct Range range = {0};
    char between, rest;
    if (sscanf(word, "%u%c%u%c", &range.first, &between, &range.last, &rest) != 3 || (between != '-' && between != '^')
            || range.first > range.last) {
        fail(WRONG_CALL, "%s holds '%s', which is no range of lines.", file, word);
    }
    range.gap = between == '^';
    return range;
}

void changes_read(const char *file) {
    size_t length = 0;
    char *text = read_whole(file, &length);
    if (text == NULL) {
        fail(WRONG_CALL, "%s cannot be read: %s.", file, strerror(errno));
    }
    char *lineEnd;
    for (char *line = strtok_r(text, "\n", &lineEnd); line != NULL; line = strtok_r(NULL, "\n", &lineEnd)) {
        char *ranges = strrchr(line, '\t');
        if (ranges == NULL) {
            fail(WRONG_CALL, "%s has a line without a tab: %s", file, line);
        }
        *ranges++ = '\0';
        struct Source *source = source_named(line);
        char *rangeEnd;
        for (char *word = strtok_r(ranges, ",", &rangeEnd); word != NULL; word = strtok_r(NULL, ",", &rangeEnd)) {
            source->ranges = grown(source->ranges, source->rangeCount, sizeof *source->ranges);
            source->ranges[source->rangeCount++] = read_range(file, word);
        }
    }
}
