/* Who uses what, and so which functions a changed macro, type, variable or inline function touches. */
#include "syntax.h"

#include <stdlib.h>
#include <string.h>

struct Edge {
    int user, used;
};

/* References are kept as cursors until all items are known. */
struct Reference {
    int user;
    CXCursor cursor;
};

static struct Reference *references;
static size_t referenceCount;
static CXCursor *expansions;
static size_t expansionCount;
static struct Edge *edges;
static size_t edgeCount;

void use_reset(void) {
    referenceCount = expansionCount = edgeCount = 0;
}

void use_reference(int item, CXCursor cursor) {
    if (clang.Cursor_isNull(cursor)) {
        return;
    }
    references = grown(references, referenceCount, sizeof *references);
    references[referenceCount++] = (struct Reference){.user = item, .cursor = cursor};
}

/* The type itself, behind pointers, references and arrays unless only a value counts, and the arguments of a template. */
static void use_type_within(int item, CXType type, bool byValueOnly, int depth) {
    for (int steps = 0; steps < 8 && type.kind != TYPE_INVALID; steps++) {
        CXType element = clang.getArrayElementType(type);
        if (element.kind == TYPE_INVALID && !byValueOnly
                && (type.kind == TYPE_POINTER || type.kind == TYPE_LVALUE_REFERENCE || type.kind == TYPE_RVALUE_REFERENCE)) {
            element = clang.getPointeeType(type);
        }
        if (element.kind == TYPE_INVALID) {
            break;
        }
        type = element;
    }
    use_reference(item, clang.getTypeDeclaration(type));
    int arguments = clang.Type_getNumTemplateArguments(type);
    for (int i = 0; i < arguments && depth > 0; i++) {
        use_type_within(item, clang.Type_getTemplateArgumentAsType(type, (unsigned)i), byValueOnly, depth - 1);
    }
}

void use_type(int item, CXType type, bool byValueOnly) {
    use_type_within(item, clang.getCanonicalType(type), byValueOnly, 2);
}

void use_macro(CXCursor expansion) {
    expansions = grown(expansions, expansionCount, sizeof *expansions);
    expansions[expansionCount++] = expansion;
}

/* ---- from references to edges between items ---- */

static void add_edge(int user, int used) {
    if (used < 0 || user < 0 || user == used) {
        return;
    }
    edges = grown(edges, edgeCount, sizeof *edges);
    edges[edgeCount++] = (struct Edge){.user = user, .used = used};
}

static int item_or_template(CXCursor cursor) {
    int item = item_of(cursor);
    return item >= 0 ? item : item_of(clang.getSpecializedCursorTemplate(cursor));
}

static bool is_member(int kind) {
    return kind == FIELD_DECL || kind == ENUM_CONSTANT_DECL || kind == CXX_METHOD || kind == CONSTRUCTOR || kind == DESTRUCTOR
            || kind == CONVERSION_FUNCTION;
}

static void add_reference(const struct Reference *reference) {
    add_edge(reference->user, item_or_template(reference->cursor));
    if (is_member(reference->cursor.kind)) {
        add_edge(reference->user, item_or_template(clang.getCursorSemanticParent(reference->cursor)));
    }
}

/* The word of the directive on the line of that byte, or NULL: if, ifdef, endif ... */
static const char *directive(const struct Source *source, unsigned offset, size_t *length) {
    const char *start = source->code + offset, *end = source->code + source->length;
    while (start > source->code && start[-1] != '\n') {
        start--;
    }
    start += strspn(start, " \t");
    if (*start != '#') {
        return NULL;
    }
    start++;
    const char *at = start;
    const char *word = next_word(&at, end);
    *length = word == NULL ? 0 : (size_t)(at - word);
    return word;
}

/* What a macro decides in an #if outside of all definitions: the functions up to the #endif. */
static void add_conditional(const struct Source *source, unsigned offset, int macro) {
    size_t length;
    const char *word = directive(source, offset, &length);
    if (word == NULL || (strncmp(word, "if", 2) != 0 && strncmp(word, "elif", 4) != 0)) {
        return;
    }
    unsigned line = 1;
    while (line < source->lineCount && source->lineStart[line + 1] <= offset) {
        line++;
    }
    int depth = 1;
    for (line++; line <= source->lineCount && depth > 0; line++) {
        word = directive(source, source->lineStart[line], &length);
        depth += word == NULL ? 0 : strncmp(word, "if", 2) == 0 ? 1 : strncmp(word, "endif", 5) == 0 ? -1 : 0;
    }
    for (size_t i = 0; i < source->itemCount; i++) {
        const struct Item *item = &items[source->items[i]];
        if (item->kind == FUNCTION && item->start > offset && item->start < source->lineStart[line]) {
            add_edge(source->items[i], macro);
        }
    }
}

static void add_expansion(CXCursor expansion) {
    int macro = item_of(clang.getCursorReferenced(expansion));
    if (macro < 0) {
        return;
    }
    CXFile file;
    unsigned offset;
    clang.getExpansionLocation(clang.getCursorLocation(expansion), &file, NULL, NULL, &offset);
    struct Source *source = source_of(file);
    int user = source == NULL ? -1 : item_at(source, offset);
    if (source != NULL && user < 0) {
        source_read(source);
        add_conditional(source, offset, macro);
    }
    for (int same = user; same >= 0 && items[same].start == items[user].start && items[same].end == items[user].end;
            same = items[same].container) {
        add_edge(same, macro);
    }
}

/* Macros in macros: by name, since the preprocessor tells of the outermost expansion alone. */
struct Name {
    const char *text;
    int item;
};

static int by_name(const void *a, const void *b) {
    return strcmp(((const struct Name *)a)->text, ((const struct Name *)b)->text);
}

static void add_macros(void) {
    struct Name *names = NULL;
    size_t count = 0;
    for (int i = 0; i < itemCount; i++) {
        if (items[i].kind == MACRO) {
            names = grown(names, count, sizeof *names);
            names[count++] = (struct Name){.text = taken(clang.getCursorSpelling(items[i].cursor)), .item = i};
        }
    }
    sort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++) {
        const struct Item *item = &items[names[i].item];
        const char *at = item->source->code + item->start, *end = item->source->code + item->end;
        for (const char *word = next_word(&at, end); word != NULL; word = next_word(&at, end)) {
            char *name = strndup(word, (size_t)(at - word));
            size_t low = 0, high = count;
            while (low < high) {
                size_t middle = (low + high) / 2;
                if (strcmp(names[middle].text, name) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            for (; low < count && strcmp(names[low].text, name) == 0; low++) {
                add_edge(names[i].item, names[low].item);
            }
            free(name);
        }
    }
}

static int by_used(const void *a, const void *b) {
    const struct Edge *left = a, *right = b;
    return left->used != right->used ? left->used - right->used : left->user - right->user;
}

static size_t first_edge(int used) {
    size_t low = 0, high = edgeCount;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (edges[middle].used < used) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* ---- spreading ---- */

/* A function whose change is measured where it is used: because it is inlined there, or cannot be measured itself. */
static bool passes_on(int item) {
    return items[item].kind != FUNCTION || !items[item].source->main || rules_passes_on(&items[item]);
}

static bool is_root(int item) {
    return items[item].changed && items[item].kind != OTHER && passes_on(item);
}

bool use_matters(void) {
    for (int i = 0; i < itemCount; i++) {
        if (is_root(i)) {
            return true;
        }
    }
    return false;
}

static void add_cause(int item, int root, int through) {
    struct Item *it = &items[item];
    it->causes = grown(it->causes, it->causeCount, sizeof *it->causes);
    it->causes[it->causeCount++] = (struct Cause){.root = root, .through = through};
}

/* Breadth first from one root against the edges. Macros, types and variables pass the change on, functions take it. */
static void spread_from(int root, int *queue, int *via) {
    for (int i = 0; i < itemCount; i++) {
        via[i] = -2;
    }
    int head = 0, tail = 0;
    queue[tail++] = root;
    via[root] = -1;
    while (head < tail) {
        int used = queue[head++];
        for (size_t e = first_edge(used); e < edgeCount && edges[e].used == used; e++) {
            int user = edges[e].user;
            if (via[user] != -2) {
                continue;
            }
            via[user] = used;
            if (items[user].kind == FUNCTION) {
                add_cause(user, root, used == root ? -1 : used);
                if (!rules_passes_on(&items[user])) {
                    continue;
                }
            }
            if (items[user].kind != OTHER) {
                queue[tail++] = user;
            }
        }
    }
}

void use_spread(void) {
    for (size_t i = 0; i < referenceCount; i++) {
        add_reference(&references[i]);
    }
    for (size_t i = 0; i < expansionCount; i++) {
        add_expansion(expansions[i]);
    }
    add_macros();
    sort(edges, edgeCount, sizeof *edges, by_used);
    int *queue = allocate(((size_t)itemCount + 1) * sizeof *queue), *via = allocate(((size_t)itemCount + 1) * sizeof *via);
    for (int i = 0; i < itemCount; i++) {
        if (is_root(i)) {
            spread_from(i, queue, via);
        }
    }
}
