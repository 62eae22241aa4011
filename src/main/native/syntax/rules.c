/* Which functions must not be annotated, or are not worth it, and why. */
#include "syntax.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_DEEP = 4 };

static CXCursor *handlers;
static size_t handlerCount;

struct Expansion {
    const struct Source *source;
    unsigned offset;
    CXCursor cursor;
};

static struct Expansion *expansions;
static size_t expansionCount;

/* A macro's definition, also of the system's headers, in the order of the names. */
struct Definition {
    const char *name;
    CXCursor cursor;
};

static struct Definition *definitions;
static size_t definitionCount;

void rules_reset(void) {
    handlerCount = expansionCount = definitionCount = 0;
}

void rules_see_macro(CXCursor cursor) {
    CXFile file;
    unsigned offset;
    clang.getExpansionLocation(clang.getCursorLocation(cursor), &file, NULL, NULL, &offset);
    const struct Source *source = source_of(file);
    if (source != NULL && !source->system) {
        expansions = grown(expansions, expansionCount, sizeof *expansions);
        expansions[expansionCount++] = (struct Expansion){.source = source, .offset = offset, .cursor = cursor};
    }
}

/* ---- signal handlers ---- */

static int see_handler(CXCursor cursor, CXCursor parent, CXClientData data) {
    (void)parent;
    (void)data;
    if (cursor.kind == DECL_REF_EXPR) {
        CXCursor function = clang.getCursorReferenced(cursor);
        if (function.kind == FUNCTION_DECL || function.kind == CXX_METHOD) {
            handlers = grown(handlers, handlerCount, sizeof *handlers);
            handlers[handlerCount++] = clang.getCanonicalCursor(function);
        }
    }
    return VISIT_RECURSE;
}

static bool is_one(const char *name, const char *const *names) {
    for (; *names != NULL; names++) {
        if (strcmp(name, *names) == 0) {
            return true;
        }
    }
    return false;
}

void rules_see(CXCursor cursor, CXCursor parent) {
    static const char *const CALLS[] = {"signal", "sigaction", "sigset", "bsd_signal", "sysv_signal", "__sysv_signal", "ssignal", NULL};
    static const char *const FIELDS[] = {"sa_handler", "sa_sigaction", "__sigaction_handler", "sigev_notify_function", NULL};
    bool call = cursor.kind == CALL_EXPR;
    if (!call && cursor.kind != MEMBER_REF_EXPR && cursor.kind != MEMBER_REF) {
        return;
    }
    char *name = taken(clang.getCursorSpelling(cursor));
    if (is_one(name, call ? CALLS : FIELDS)) {
        clang.visitChildren(call ? cursor : parent, see_handler, NULL);
    }
    free(name);
}

static bool is_handler(CXCursor function) {
    CXCursor wanted = clang.getCanonicalCursor(function);
    for (size_t i = 0; i < handlerCount; i++) {
        if (clang.equalCursors(handlers[i], wanted)) {
            return true;
        }
    }
    return false;
}

/* ---- words in a function's head, and in the macros there ---- */

static const char *const FORBIDDEN[][2] = {
    {"constexpr", "constexpr: the compiler runs it too"},
    {"consteval", "consteval: only the compiler runs it"},
    {"naked", "naked: it has no frame of its own"},
    {"__naked__", "naked: it has no frame of its own"},
    {"no_instrument_function", "no_instrument_function: its author does not want it to be instrumented"},
    {"__no_instrument_function__", "no_instrument_function: its author does not want it to be instrumented"},
    {"interrupt", "an interrupt handler"},
    {"__interrupt__", "an interrupt handler"},
    {"ifunc", "chosen by the dynamic linker, before any library is ready"},
};

static const char *forbidden(const char *text, const char *end) {
    for (const char *word = next_word(&text, end); word != NULL; word = next_word(&text, end)) {
        for (size_t i = 0; i < sizeof FORBIDDEN / sizeof *FORBIDDEN; i++) {
            if ((size_t)(text - word) == strlen(FORBIDDEN[i][0]) && strncmp(word, FORBIDDEN[i][0], (size_t)(text - word)) == 0) {
                return FORBIDDEN[i][1];
            }
        }
    }
    return NULL;
}

/* Text of a macro's definition, as Clang has it: also of those in system headers. */
static bool definition_text(CXCursor definition, const char **text, const char **end) {
    CXFile file;
    unsigned from, to;
    CXSourceRange extent = clang.getCursorExtent(definition);
    clang.getExpansionLocation(clang.getRangeStart(extent), &file, NULL, NULL, &from);
    clang.getExpansionLocation(clang.getRangeEnd(extent), NULL, NULL, NULL, &to);
    size_t size;
    const char *contents = file == NULL ? NULL : clang.getFileContents(unit, file, &size);
    if (contents == NULL || to > size || from > to) {
        return false;
    }
    *text = contents + from;
    *end = contents + to;
    return true;
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const struct Definition *)a)->name, ((const struct Definition *)b)->name);
}

static int see_definition(CXCursor cursor, CXCursor parent, CXClientData data) {
    (void)parent;
    (void)data;
    if (cursor.kind == MACRO_DEFINITION && !clang.Cursor_isMacroBuiltin(cursor)) {
        definitions = grown(definitions, definitionCount, sizeof *definitions);
        definitions[definitionCount++] = (struct Definition){.name = taken(clang.getCursorSpelling(cursor)), .cursor = cursor};
    }
    return VISIT_CONTINUE;
}

static const struct Definition *definition_named(const char *name) {
    if (definitionCount == 0) {
        clang.visitChildren(clang.getTranslationUnitCursor(unit), see_definition, NULL);
        sort(definitions, definitionCount, sizeof *definitions, by_name);
    }
    struct Definition wanted = {.name = name};
    return definitionCount == 0 ? NULL : bsearch(&wanted, definitions, definitionCount, sizeof *definitions, by_name);
}

static const char *forbidden_in_macro(CXCursor definition, int depth) {
    const char *at, *end;
    if (depth == 0 || !definition_text(definition, &at, &end)) {
        return NULL;
    }
    next_word(&at, end); /* the macro's own name */
    const char *reason = forbidden(at, end);
    for (const char *word = next_word(&at, end); word != NULL && reason == NULL; word = next_word(&at, end)) {
        char *name = strndup(word, (size_t)(at - word));
        const struct Definition *used = definition_named(name);
        reason = used == NULL ? NULL : forbidden_in_macro(used->cursor, depth - 1);
        free(name);
    }
    return reason;
}

static const char *forbidden_in_head(const struct Item *item, unsigned brace) {
    const char *reason = forbidden(item->source->code + item->start, item->source->code + brace);
    for (size_t i = 0; i < expansionCount && reason == NULL; i++) {
        if (expansions[i].source == item->source && expansions[i].offset >= item->start && expansions[i].offset < brace) {
            reason = forbidden_in_macro(clang.getCursorReferenced(expansions[i].cursor), WORDS_DEEP);
        }
    }
    return reason;
}

/* ---- the body ---- */

static bool brace_in_file(const struct Item *item, unsigned *brace, unsigned *inside) {
    CXSourceLocation start = clang.getRangeStart(clang.getCursorExtent(item->bodyCursor));
    CXFile file, spelled;
    unsigned offset;
    clang.getExpansionLocation(start, &file, NULL, NULL, brace);
    clang.getSpellingLocation(start, &spelled, NULL, NULL, &offset);
    if (source_of(file) != item->source || spelled != file || offset != *brace || *brace >= item->source->length) {
        return false;
    }
    const char *text = item->source->text + *brace;
    *inside = *brace + (*text == '{' ? 1 : 2);
    return *text == '{' || strncmp(text, "<%", 2) == 0;
}

struct Size {
    int statements, work;
    CXCursor body;
};

static int see_size(CXCursor cursor, CXCursor parent, CXClientData data) {
    struct Size *size = data;
    size->statements += clang.equalCursors(parent, size->body);
    switch (cursor.kind) {
        case CALL_EXPR:
        case WHILE_STMT:
        case DO_STMT:
        case FOR_STMT:
        case CXX_FOR_RANGE_STMT:
        case GOTO_STMT:
        case INDIRECT_GOTO_STMT:
        case ASM_STMT:
        case OVERLOADED_DECL_REF:
            size->work++;
            break;
        default:
            break;
    }
    return VISIT_RECURSE;
}

static const char *too_small(const struct Item *item) {
    struct Size size = {.body = item->bodyCursor};
    clang.visitChildren(item->cursor, see_size, &size);
    if (size.work > 0 || size.statements > 1) {
        return "";
    }
    return size.statements == 0 ? "its body is empty" : "a single statement without call or loop: too short to be measured";
}

static bool holds_word(const struct Item *item, unsigned from, const char *prefix) {
    const char *at = item->source->code + from, *end = item->source->code + item->end;
    for (const char *word = next_word(&at, end); word != NULL; word = next_word(&at, end)) {
        if (strncmp(word, prefix, strlen(prefix)) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_main(const struct Item *item) {
    char *name = taken(clang.getCursorSpelling(item->cursor));
    bool is = item->cursor.kind == FUNCTION_DECL && strcmp(name, "main") == 0 && strcmp(name_qualified((int)(item - items)), "main") == 0;
    free(name);
    return is;
}

static const char SIGNAL_HANDLER[] = "a signal handler";
static const char MAIN[] = "main: the whole program";
static const char COROUTINE[] = "a coroutine: it stops and goes on, perhaps on another thread";

static const char *reason(const struct Item *item) {
    unsigned brace, inside;
    if (!item->body) {
        return "= default: there is no body";
    }
    if (item->tryBody) {
        return "its body is a try block: a guard in it would miss the rest";
    }
    if (!brace_in_file(item, &brace, &inside)) {
        return "made by a macro: its brace is not in the file";
    }
    if (is_main(item)) {
        return MAIN;
    }
    const char *word = forbidden_in_head(item, brace);
    if (word != NULL) {
        return word;
    }
    if (is_handler(item->cursor)) {
        return SIGNAL_HANDLER;
    }
    if (holds_word(item, inside, "co_await") || holds_word(item, inside, "co_yield") || holds_word(item, inside, "co_return")) {
        return COROUTINE;
    }
    return too_small(item);
}

const char *rules_skip(struct Item *item) {
    if (item->skip == NULL) {
        item->skip = reason(item);
        unsigned brace;
        if (!item->body || !brace_in_file(item, &brace, &item->insert)) {
            item->insert = 0;
        }
    }
    return item->skip;
}

bool rules_passes_on(struct Item *item) {
    const char *skip = rules_skip(item);
    return *skip != '\0' && skip != SIGNAL_HANDLER && skip != MAIN && skip != COROUTINE;
}
