/*
 * autoperf-syntax: which functions of a translation unit a change touched, by Clang's syntax tree.
 *
 *     autoperf-syntax --changes FILE [--functions FILE] [--uses no] [--libclang PATH] [--limit N] -- COMPILER ARGUMENTS...
 *
 * Prints JSON, one object a line: "function" for each one touched, "change" for each range of changed lines in files
 * that the unit read, and one "summary" a source. Functions that are named count as touched, too: a line of that file is
 * name, signature and signature without namespaces and classes, with tabs between, and any of them is enough. With --uses no,
 * functions that only use what changed do not count. A process of its own, because Clang can crash on what it is given.
 * Exit codes: 0 done, 1 called wrongly, 2 no libclang; a sentence on stderr says what.
 */
#include "syntax.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_LIMIT = 50 };

void fail(enum Failure failure, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("autoperf-syntax: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(failure);
}

void *allocate(size_t bytes) {
    void *memory = calloc(1, bytes == 0 ? 1 : bytes);
    if (memory == NULL) {
        fail(WRONG_CALL, "There is no memory left.");
    }
    return memory;
}

void *grown(void *array, size_t count, size_t size) {
    if ((count & (count - 1)) != 0) {
        return array;
    }
    array = realloc(count == 0 ? NULL : array, (count == 0 ? 1 : count * 2) * size);
    if (array == NULL) {
        fail(WRONG_CALL, "There is no memory left.");
    }
    return array;
}

void sort(void *array, size_t count, size_t size, int (*compare)(const void *, const void *)) {
    if (count > 0) {
        qsort(array, count, size, compare);
    }
}

char *format(const char *format, ...) {
    va_list arguments;
    char *text;
    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0) {
        fail(WRONG_CALL, "There is no memory left.");
    }
    va_end(arguments);
    return text;
}

char *taken(CXString text) {
    const char *characters = clang.getCString(text);
    char *copy = format("%s", characters == NULL ? "" : characters);
    clang.disposeString(text);
    return copy;
}

static void see_inclusion(CXFile file, CXSourceLocation *stack, unsigned length, CXClientData data) {
    (void)stack;
    (void)data;
    struct Source *source = source_of(file);
    source->main |= length == 0;
}

static void examine(CXIndex index, const char *source, const struct Command *command, bool uses, int limit) {
    for (size_t s = 0; s < sourceCount; s++) {
        sources[s]->file = NULL;
        sources[s]->main = false;
    }
    int error = clang.parseTranslationUnit2(index, source, command->arguments, command->count, NULL, 0,
                                            DETAILED_PREPROCESSING_RECORD | KEEP_GOING, &unit);
    if (error != 0) {
        static const char *const REASONS[] = {"", "Clang cannot read it with these arguments", "Clang crashed on it", "Clang was called wrongly",
                                              "Clang's own file is damaged"};
        unit = NULL;
        print_summary(source, false, error > 0 && error < 5 ? REASONS[error] : "Clang failed");
        return;
    }
    clang.getInclusions(unit, see_inclusion, NULL);
    tree_collect(names_wanted());
    mark_changes();
    if (uses && use_matters()) {
        tree_collect(true);
        mark_changes();
        use_spread();
    }
    names_mark();
    print_functions(command, limit);
    print_changes();
    print_summary(source, true, "");
    clang.disposeTranslationUnit(unit);
}

int main(int count, char **words) {
    const char *changes = NULL, *libclang = NULL;
    bool uses = true;
    int limit = DEFAULT_LIMIT, i = 1;
    for (; i < count && strcmp(words[i], "--") != 0; i += 2) {
        if (i + 1 >= count) {
            fail(WRONG_CALL, "%s has no value.", words[i]);
        } else if (strcmp(words[i], "--changes") == 0) {
            changes = words[i + 1];
        } else if (strcmp(words[i], "--functions") == 0) {
            names_read(words[i + 1]);
        } else if (strcmp(words[i], "--uses") == 0) {
            uses = strcmp(words[i + 1], "no") != 0;
        } else if (strcmp(words[i], "--libclang") == 0) {
            libclang = words[i + 1];
        } else if (strcmp(words[i], "--limit") == 0) {
            limit = atoi(words[i + 1]);
        } else {
            fail(WRONG_CALL, "%s is no option; write autoperf-syntax --changes FILE [--functions FILE] [--uses no] [--libclang PATH] [--limit N] -- COMPILER ARGUMENTS...", words[i]);
        }
    }
    if (changes == NULL) {
        fail(WRONG_CALL, "--changes FILE is missing.");
    }
    changes_read(changes);
    libclang = clang_load(libclang);
    struct Command command = command_read(words + i + 1, count - i - 1, libclang);
    if (command.sourceCount == 0) {
        fail(WRONG_CALL, "There is no C or C++ source in the command.");
    }
    CXIndex index = clang.createIndex(0, 0);
    for (int s = 0; s < command.sourceCount; s++) {
        examine(index, command.sources[s], &command, uses, limit);
    }
    return 0;
}
