/* Names by which a function is known again in another version: with its namespaces and classes, without its file and line. */
#include "syntax.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct Wanted {
    char *name, *signature, *ownSignature;
};

static struct Wanted *wanted;
static size_t wantedCount;

/* Clang describes what has no name by its place. */
static const char *plain(char *name, const char *nameless) {
    if (*name == '\0' || strncmp(name, "(anonymous", 10) == 0 || strncmp(name, "(unnamed", 8) == 0 || strncmp(name, "(lambda", 7) == 0) {
        return nameless;
    }
    return name;
}

static const char *with_scope(CXCursor cursor, const char *name) {
    for (CXCursor scope = clang.getCursorSemanticParent(cursor); !clang.Cursor_isNull(scope); scope = clang.getCursorSemanticParent(scope)) {
        bool space = scope.kind == NAMESPACE;
        if (!space && scope.kind != STRUCT_DECL && scope.kind != UNION_DECL && scope.kind != CLASS_DECL && scope.kind != CLASS_TEMPLATE
                && scope.kind != CLASS_TEMPLATE_PARTIAL_SPECIALIZATION && scope.kind != ENUM_DECL
                && (scope.kind < FUNCTION_DECL || scope.kind > FUNCTION_TEMPLATE || scope.kind == VAR_DECL)) {
            break;
        }
        name = format("%s::%s", plain(taken(clang.getCursorSpelling(scope)), space ? "(anonymous namespace)" : "(anonymous)"), name);
    }
    return name;
}

static const char *lambda_in(int item, const char *(*named)(int)) {
    int parent = items[item].parent;
    return format("%s::{lambda#%d}", parent < 0 ? "" : named(parent), items[item].number);
}

const char *name_qualified(int item) {
    CXCursor cursor = items[item].cursor;
    if (cursor.kind == LAMBDA_EXPR) {
        return lambda_in(item, name_qualified);
    }
    return with_scope(cursor, plain(taken(clang.getCursorSpelling(cursor)), "(anonymous)"));
}

static const char *own_signature(CXCursor cursor) {
    const char *name = taken(clang.getCursorDisplayName(cursor));
    return cursor.kind != FUNCTION_DECL && clang.CXXMethod_isConst(cursor) ? format("%s const", name) : name;
}

const char *name_signature(int item) {
    CXCursor cursor = items[item].cursor;
    if (cursor.kind == LAMBDA_EXPR) {
        return lambda_in(item, name_signature);
    }
    return with_scope(cursor, own_signature(cursor));
}

const char *name_usr(int item) {
    CXCursor cursor = items[item].cursor;
    if (cursor.kind == LAMBDA_EXPR) {
        return lambda_in(item, name_usr);
    }
    return taken(clang.getCursorUSR(cursor));
}

void names_read(const char *file) {
    FILE *lines = fopen(file, "rb");
    if (lines == NULL) {
        fail(WRONG_CALL, "The list of functions %s cannot be read.", file);
    }
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, lines) >= 0) {
        char *rest = line;
        struct Wanted one = {.name = strsep(&rest, "\t\n"), .signature = strsep(&rest, "\t\n"), .ownSignature = strsep(&rest, "\t\n")};
        if (one.ownSignature == NULL) {
            fail(WRONG_CALL, "A line of %s is not name, signature and own signature.", file);
        }
        wanted = grown(wanted, wantedCount, sizeof *wanted);
        wanted[wantedCount++] = one;
        line = NULL;
    }
    fclose(lines);
}

bool names_wanted(void) {
    return wantedCount > 0;
}

void names_mark(void) {
    for (int i = 0; i < itemCount && wantedCount > 0; i++) {
        if (items[i].kind != FUNCTION) {
            continue;
        }
        const char *name = name_qualified(i), *signature = name_signature(i);
        const char *own = items[i].cursor.kind == LAMBDA_EXPR ? signature : own_signature(items[i].cursor);
        for (size_t w = 0; w < wantedCount && !items[i].named; w++) {
            items[i].named = strcmp(wanted[w].signature, signature) == 0 || strcmp(wanted[w].name, name) == 0
                    || strcmp(wanted[w].ownSignature, own) == 0;
        }
    }
}
