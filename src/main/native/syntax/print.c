/* What was found, as JSON, one object a line. */
#include "syntax.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes that are no UTF-8 become the replacement character, so that every line is JSON. */
static size_t utf8_length(const unsigned char *text) {
    size_t length = *text < 0x80 ? 1 : *text >= 0xc2 && *text < 0xe0 ? 2 : *text >= 0xe0 && *text < 0xf0 ? 3 : *text >= 0xf0 && *text < 0xf5 ? 4 : 0;
    for (size_t i = 1; i < length; i++) {
        if ((text[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    return length;
}

static void print_text(const char *text) {
    putchar('"');
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0';) {
        size_t length = utf8_length(p);
        if (length == 0) {
            fputs("\\ufffd", stdout);
            p++;
        } else if (*p == '"' || *p == '\\') {
            printf("\\%c", *p++);
        } else if (*p < 0x20) {
            printf("\\u%04x", *p++);
        } else {
            fwrite(p, 1, length, stdout);
            p += length;
        }
    }
    putchar('"');
}

static void print_field(const char *name, const char *text) {
    printf(",\"%s\":", name);
    print_text(text);
}

static const char *kind_name(const struct Item *item) {
    switch (item->kind) {
        case MACRO:
            return "macro";
        case VARIABLE:
            return "variable";
        case FUNCTION:
            return item->cursor.kind == LAMBDA_EXPR ? "lambda" : "function";
        default:
            return "type";
    }
}

static const char *described(int item) {
    return format("the %s %s", kind_name(&items[item]), name_qualified(item));
}

/* What changed, and where: the same in every translation unit. */
static void print_root(int root) {
    printf("{\"what\":");
    print_text(described(root));
    print_field("file", items[root].source->path);
    printf(",\"line\":%u}", items[root].startLine);
}

static const char *why(const struct Item *item) {
    const char *text = item->named && !item->changed && item->causeCount == 0 ? "the other version has it" : "";
    if (item->changed) {
        text = item->onlyGap ? format("lines were deleted after line %u", item->changedLine) : format("line %u changed", item->changedLine);
    }
    for (size_t i = 0; i < item->causeCount && i < 3; i++) {
        const struct Cause *cause = &item->causes[i];
        bool function = items[cause->root].kind == FUNCTION;
        text = format("%s%s%s %s, %s%s%s", text, *text == '\0' ? "" : "; ", function ? "calls" : "uses", described(cause->root),
                      function ? "which changed" : "whose definition changed", cause->through < 0 ? "" : ", through ",
                      cause->through < 0 ? "" : described(cause->through));
    }
    return item->causeCount <= 3 ? text : format("%s; and %zu more", text, item->causeCount - 3);
}

static void print_function(int index, const struct Command *command, const char *skip) {
    struct Item *item = &items[index];
    rules_skip(item);
    printf("{\"kind\":\"function\",\"file\":");
    print_text(item->source->path);
    printf(",\"line\":%u,\"endLine\":%u,\"insert\":%u", item->startLine, item->endLine, item->insert);
    print_field("name", name_qualified(index));
    print_field("signature", name_signature(index));
    print_field("usr", name_usr(index));
    print_field("language", command->cxx ? "c++" : "c");
    print_field("why", why(item));
    printf(",\"changed\":%s,\"uses\":[", item->changed ? "true" : "false");
    for (size_t i = 0; i < item->causeCount; i++) {
        if (i > 0) {
            putchar(',');
        }
        print_root(item->causes[i].root);
    }
    putchar(']');
    print_field("skip", skip);
    puts("}");
}

/* Users beyond the limit of every one of their causes are told with that reason. */
static const char *beyond(const struct Item *item, int *users, int limit) {
    const char *reason = NULL;
    bool within = item->changed || item->named;
    for (size_t i = 0; i < item->causeCount; i++) {
        int root = item->causes[i].root;
        if (++users[root] <= limit) {
            within = true;
        } else {
            reason = format("more than %d functions use %s", limit, described(root));
        }
    }
    return within ? NULL : reason;
}

static int by_file_and_place(const void *a, const void *b) {
    const struct Item *left = &items[*(const int *)a], *right = &items[*(const int *)b];
    int file = left->source == right->source ? 0 : strcmp(left->source->path, right->source->path);
    if (file != 0) {
        return file;
    }
    return left->start != right->start ? (left->start < right->start ? -1 : 1) : *(const int *)a - *(const int *)b;
}

void print_functions(const struct Command *command, int limit) {
    int *touched = NULL, *users = allocate(((size_t)itemCount + 1) * sizeof *users);
    size_t count = 0;
    for (int i = 0; i < itemCount; i++) {
        if (items[i].kind == FUNCTION && (items[i].changed || items[i].named || items[i].causeCount > 0)) {
            touched = grown(touched, count, sizeof *touched);
            touched[count++] = i;
        }
    }
    sort(touched, count, sizeof *touched, by_file_and_place);
    for (size_t i = 0; i < count; i++) {
        const char *skip = beyond(&items[touched[i]], users, limit);
        print_function(touched[i], command, skip != NULL ? skip : rules_skip(&items[touched[i]]));
    }
}

void print_changes(void) {
    static const char *const WORDS[] = {"nothing", "declaration", "inactive", "entity", "function"};
    for (size_t s = 0; s < sourceCount; s++) {
        for (size_t r = 0; sources[s]->file != NULL && r < sources[s]->rangeCount; r++) {
            const struct Range *range = &sources[s]->ranges[r];
            printf("{\"kind\":\"change\",\"file\":");
            print_text(sources[s]->path);
            printf(",\"lines\":\"%u%c%u\"", range->first, range->gap ? '^' : '-', range->last);
            print_field("what", WORDS[range->what]);
            fputs(",\"names\":[", stdout);
            for (size_t i = 0; i < range->itemCount; i++) {
                fputs(i == 0 ? "" : ",", stdout);
                print_root(range->items[i]);
            }
            puts("]}");
        }
    }
}

void print_summary(const char *source, bool usable, const char *trouble) {
    printf("{\"kind\":\"summary\",\"source\":");
    print_text(source);
    fputs(",\"files\":[", stdout);
    bool first = true;
    for (size_t s = 0; s < sourceCount; s++) {
        if (sources[s]->file != NULL && sources[s]->rangeCount > 0) {
            fputs(first ? "" : ",", stdout);
            print_text(sources[s]->path);
            first = false;
        }
    }
    unsigned errors = 0;
    for (unsigned i = 0; unit != NULL && i < clang.getNumDiagnostics(unit); i++) {
        CXDiagnostic diagnostic = clang.getDiagnostic(unit, i);
        if (clang.getDiagnosticSeverity(diagnostic) >= SEVERITY_ERROR && errors++ == 0) {
            trouble = taken(clang.formatDiagnostic(diagnostic, 1));
        }
        clang.disposeDiagnostic(diagnostic);
    }
    printf("],\"errors\":%u", errors);
    print_field("trouble", trouble);
    printf(",\"usable\":%s}\n", usable ? "true" : "false");
}
