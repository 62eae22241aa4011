/* What stands where: functions and other definitions. */
#include "syntax.h"

#include <stdlib.h>
#include <string.h>

struct Item *items;
int itemCount;
CXTranslationUnit unit;

static bool deepWalk;
static int *bySlot; /* hash table of items, by canonical cursor */
static size_t slots;

/* ---- finding items by cursor ---- */

static CXCursor canonical(CXCursor cursor) {
    CXCursor first = clang.getCanonicalCursor(cursor);
    return clang.Cursor_isNull(first) ? cursor : first;
}

static void rehash(void) {
    size_t wanted = 1024;
    while (wanted < (size_t)itemCount * 2) {
        wanted *= 2;
    }
    slots = wanted;
    bySlot = allocate(slots * sizeof *bySlot);
    memset(bySlot, -1, slots * sizeof *bySlot);
    for (int i = 0; i < itemCount; i++) {
        if (items[i].kind == OTHER) {
            continue;
        }
        items[i].canonical = canonical(items[i].cursor);
        size_t slot = clang.hashCursor(items[i].canonical) & (slots - 1);
        while (bySlot[slot] >= 0) {
            slot = (slot + 1) & (slots - 1);
        }
        bySlot[slot] = i;
    }
}

int item_of(CXCursor cursor) {
    if (slots == 0 || clang.Cursor_isNull(cursor)) {
        return -1;
    }
    CXCursor wanted = canonical(cursor);
    for (size_t slot = clang.hashCursor(wanted) & (slots - 1); bySlot[slot] >= 0; slot = (slot + 1) & (slots - 1)) {
        if (clang.equalCursors(items[bySlot[slot]].canonical, wanted)) {
            return bySlot[slot];
        }
    }
    return -1;
}

/* ---- collecting them ---- */

static bool is_function(int kind) {
    return kind == FUNCTION_DECL || kind == CXX_METHOD || kind == CONSTRUCTOR || kind == DESTRUCTOR || kind == CONVERSION_FUNCTION
            || kind == FUNCTION_TEMPLATE || kind == LAMBDA_EXPR;
}

static bool is_type(int kind) {
    return kind == STRUCT_DECL || kind == UNION_DECL || kind == CLASS_DECL || kind == ENUM_DECL || kind == TYPEDEF_DECL
            || kind == CLASS_TEMPLATE || kind == CLASS_TEMPLATE_PARTIAL_SPECIALIZATION || kind == TYPE_ALIAS_DECL
            || kind == TYPE_ALIAS_TEMPLATE_DECL;
}

static bool is_other(int kind) {
    return kind == CXX_ACCESS_SPECIFIER || kind == FRIEND_DECL || kind == STATIC_ASSERT || kind == USING_DECLARATION
            || kind == USING_DIRECTIVE || kind == NAMESPACE_ALIAS || kind == INCLUSION_DIRECTIVE;
}

static bool in_function(int item) {
    for (; item >= 0; item = items[item].parent) {
        if (items[item].kind == FUNCTION) {
            return true;
        }
    }
    return false;
}

/* The kind of item that a cursor is, or -1 where it is a part of the item around it. */
static int kind_of(CXCursor cursor, int parent) {
    if (is_function(cursor.kind)) {
        return FUNCTION; /* where no body is found in it, it becomes a declaration */
    }
    if (cursor.kind == MACRO_DEFINITION) {
        return MACRO;
    }
    if (in_function(parent)) {
        return is_type(cursor.kind) ? TYPE : -1;
    }
    if (is_type(cursor.kind)) {
        bool alias = cursor.kind == TYPEDEF_DECL || cursor.kind == TYPE_ALIAS_DECL || cursor.kind == TYPE_ALIAS_TEMPLATE_DECL;
        return alias || clang.isCursorDefinition(cursor) ? TYPE : OTHER;
    }
    if (cursor.kind == VAR_DECL) {
        bool declared = clang.Cursor_getStorageClass(cursor) == STORAGE_EXTERN && !clang.isCursorDefinition(cursor);
        return declared ? OTHER : VARIABLE;
    }
    return is_other(cursor.kind) ? OTHER : -1;
}

static struct Source *place(CXCursor cursor) {
    CXFile file;
    CXSourceLocation location = clang.getCursorLocation(cursor);
    clang.getExpansionLocation(location, &file, NULL, NULL, NULL);
    struct Source *source = source_of(file);
    if (source != NULL && source->rangeCount == 0 && !source->main && !source->system) {
        source->system = clang.Location_isInSystemHeader(location);
    }
    return source;
}

static int add_item(enum Kind kind, CXCursor cursor, struct Source *source, int parent) {
    struct Item item = {.kind = kind, .cursor = cursor, .source = source, .parent = parent, .container = -1};
    CXSourceRange extent = clang.getCursorExtent(cursor);
    CXFile startFile, endFile;
    clang.getExpansionLocation(clang.getRangeStart(extent), &startFile, &item.startLine, NULL, &item.start);
    clang.getExpansionLocation(clang.getRangeEnd(extent), &endFile, &item.endLine, NULL, &item.end);
    if (source_of(startFile) != source) {
        return -1;
    }
    source_read(source);
    if (source_of(endFile) != source || item.end < item.start || item.end > source->length) {
        item.end = (unsigned)source->length;
        item.endLine = source->lineCount;
    }
    items = grown(items, (size_t)itemCount, sizeof *items);
    items[itemCount] = item;
    return itemCount++;
}

struct Context {
    int item;
    bool top;
};

static int visit(CXCursor cursor, CXCursor parent, CXClientData data);

/* A function without a body of its own is a declaration, and inside a function nothing. */
static void settle(int item) {
    struct Item *it = &items[item];
    if (it->kind == FUNCTION && !it->body && !(it->cursor.kind != LAMBDA_EXPR && clang.CXXMethod_isDefaulted(it->cursor))) {
        it->kind = OTHER;
    }
}

static void visit_item(enum Kind kind, CXCursor cursor, struct Source *source, int parent) {
    int item = add_item(kind, cursor, source, parent);
    if (item < 0) {
        return;
    }
    if (cursor.kind == LAMBDA_EXPR && parent >= 0) {
        items[item].number = ++items[parent].lambdas;
    }
    if (kind == MACRO || cursor.kind == INCLUSION_DIRECTIVE) {
        return;
    }
    clang.visitChildren(cursor, visit, &(struct Context){.item = item});
    settle(item);
    if (deepWalk && kind == TYPE) {
        bool alias = cursor.kind == TYPEDEF_DECL || cursor.kind == TYPE_ALIAS_DECL;
        if (alias) {
            use_type(item, clang.getTypedefDeclUnderlyingType(cursor), false);
        } else if (parent >= 0 && items[parent].kind == TYPE && clang.Cursor_isAnonymous(cursor)) {
            use_reference(parent, cursor);
        }
    }
}

static void see_reference(CXCursor cursor, int item) {
    bool value = items[item].kind == TYPE || items[item].kind == VARIABLE;
    switch (cursor.kind) {
        case TYPE_REF:
        case TEMPLATE_REF:
            if (!value) {
                use_reference(item, clang.getCursorReferenced(cursor));
            }
            break;
        case DECL_REF_EXPR:
        case MEMBER_REF_EXPR:
        case MEMBER_REF:
            use_reference(item, clang.getCursorReferenced(cursor));
            use_type(item, clang.getCursorType(cursor), value);
            break;
        case CALL_EXPR:
            use_reference(item, clang.getCursorReferenced(cursor));
            use_type(item, clang.getCursorType(cursor), value);
            break;
        case OVERLOADED_DECL_REF:
            for (unsigned i = 0; i < clang.getNumOverloadedDecls(cursor); i++) {
                use_reference(item, clang.getOverloadedDecl(cursor, i));
            }
            break;
        case FIELD_DECL:
        case CXX_BASE_SPECIFIER:
            use_type(item, clang.getCursorType(cursor), true);
            break;
        default:
            break;
    }
}

static int visit(CXCursor cursor, CXCursor parent, CXClientData data) {
    struct Context *context = data;
    struct Source *source = NULL;
    if (context->item < 0) {
        if (cursor.kind == MACRO_EXPANSION) {
            use_macro(cursor);
            rules_see_macro(cursor);
            return VISIT_CONTINUE;
        }
        source = place(cursor);
        if (cursor.kind == NAMESPACE && source != NULL && !source->system) {
            return VISIT_RECURSE;
        }
        if (source == NULL || source->system || (!deepWalk && source->rangeCount == 0)) {
            return VISIT_CONTINUE;
        }
    }
    int kind = kind_of(cursor, context->item);
    if (kind >= 0) {
        if (source == NULL) {
            source = place(cursor);
        }
        if (source != NULL) {
            visit_item(kind, cursor, source, context->item);
        }
        return VISIT_CONTINUE;
    }
    if (context->item >= 0) {
        struct Item *item = &items[context->item];
        if ((cursor.kind == COMPOUND_STMT || cursor.kind == CXX_TRY_STMT) && item->kind == FUNCTION && !item->body
                && (item->cursor.kind == LAMBDA_EXPR ? parent.kind == LAMBDA_EXPR : clang.equalCursors(parent, item->cursor))) {
            item->body = true;
            item->tryBody = cursor.kind == CXX_TRY_STMT;
            item->bodyCursor = cursor;
        }
        rules_see(cursor, parent);
        if (deepWalk) {
            see_reference(cursor, context->item);
        }
    }
    return VISIT_RECURSE;
}

/* ---- their order in the text ---- */

static int by_place(const void *a, const void *b) {
    const struct Item *left = &items[*(const int *)a], *right = &items[*(const int *)b];
    if (left->start != right->start) {
        return left->start < right->start ? -1 : 1;
    }
    if (left->end != right->end) {
        return left->end > right->end ? -1 : 1;
    }
    return *(const int *)a - *(const int *)b;
}

static void order(void) {
    for (size_t s = 0; s < sourceCount; s++) {
        sources[s]->items = NULL;
        sources[s]->itemCount = 0;
    }
    for (int i = 0; i < itemCount; i++) {
        struct Source *source = items[i].source;
        /* What a function merely declares is its own text. */
        if (items[i].parent >= 0 && in_function(items[i].parent) && (items[i].kind == OTHER || items[i].kind == TYPE)) {
            continue;
        }
        source->items = grown(source->items, source->itemCount, sizeof *source->items);
        source->items[source->itemCount++] = i;
    }
    for (size_t s = 0; s < sourceCount; s++) {
        sort(sources[s]->items, sources[s]->itemCount, sizeof(int), by_place);
        int open = -1;
        for (size_t i = 0; i < sources[s]->itemCount; i++) {
            int item = sources[s]->items[i];
            while (open >= 0 && items[open].end <= items[item].start) {
                open = items[open].container;
            }
            items[item].container = open;
            open = item;
        }
    }
}

int item_at(const struct Source *source, unsigned offset) {
    size_t low = 0, high = source->itemCount;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (items[source->items[middle]].start <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    int item = low == 0 ? -1 : source->items[low - 1];
    while (item >= 0 && items[item].end <= offset) {
        item = items[item].container;
    }
    /* A directive in a function is its text. */
    for (int around = item; around >= 0 && items[item].kind == OTHER; around = items[around].container) {
        if (items[around].kind == FUNCTION) {
            return around;
        }
    }
    return item;
}

void tree_collect(bool deep) {
    deepWalk = deep;
    itemCount = 0;
    slots = 0;
    use_reset();
    rules_reset();
    clang.visitChildren(clang.getTranslationUnitCursor(unit), visit, &(struct Context){.item = -1});
    order();
    rehash();
}
