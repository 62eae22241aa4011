/* Names by which a function is known again in another version: with its namespaces and classes, without its file and line. */
#include "syntax.h"

#include <stdlib.h>
#include <string.h>

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

const char *name_signature(int item) {
    CXCursor cursor = items[item].cursor;
    if (cursor.kind == LAMBDA_EXPR) {
        return lambda_in(item, name_signature);
    }
    const char *name = with_scope(cursor, taken(clang.getCursorDisplayName(cursor)));
    return cursor.kind != FUNCTION_DECL && clang.CXXMethod_isConst(cursor) ? format("%s const", name) : name;
}

const char *name_usr(int item) {
    CXCursor cursor = items[item].cursor;
    if (cursor.kind == LAMBDA_EXPR) {
        return lambda_in(item, name_usr);
    }
    return taken(clang.getCursorUSR(cursor));
}
