/* Which functions must not be annotated, or are not worth it, and why. */
#include "syntax.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_DEEP = 4 };

static CXCursor *handlers;
static size_t handlerCount;
static CXCursor *expansions;
static size_t expansionCount;

void rules_reset(void) {
    handlerCount = expansionCount = 0;
}

void rules_see_macro(CXCursor cursor) {
    CXFile file;
    clang.getExpansionLocation(clang.getCursorLocation(cursor), &file, NULL, NULL, NULL);
    const struct Source *source = source_of(file);
    if (source != NULL && !source->system) {
        expansions = grown(expansions, expansionCount, sizeof *expansions);
        expansions[expansionCount++] = cursor;
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

struct Words {
    const char *text, *end;
    int depth;
    const char *found;
};

static const char *forbidden_in_macro(CXCursor definition, int depth);

static int see_definition(CXCursor cursor, CXCursor parent, CXClientData data) {
    (void)parent;
    struct Words *words = data;
    if (cursor.kind == MACRO_DEFINITION && !clang.Cursor_isMacroBuiltin(cursor)) {
        char *name = taken(clang.getCursorSpelling(cursor));
        const char *at = words->text;
        for (const char *word = next_word(&at, words->end); word != NULL; word = next_word(&at, words->end)) {
            if ((size_t)(at - word) == strlen(name) && strncmp(word, name, strlen(name)) == 0) {
                words->found = forbidden_in_macro(cursor, words->depth - 1);
                break;
            }
        }
        free(name);
    }
    return words->found != NULL ? VISIT_BREAK : VISIT_CONTINUE;
}

static const char *forbidden_in_macro(CXCursor definition, int depth) {
    struct Words words = {.depth = depth};
    if (depth == 0 || !definition_text(definition, &words.text, &words.end)) {
        return NULL;
    }
    const char *name = words.text;
    next_word(&name, words.end); /* the macro's own name */
    words.text = name;
    const char *reason = forbidden(words.text, words.end);
    const char *at = words.text;
    if (reason == NULL && next_word(&at, words.end) != NULL) {
        clang.visitChildren(clang.getTranslationUnitCursor(unit), see_definition, &words);
        reason = words.found;
    }
    return reason;
}

static const char *forbidden_in_head(const struct Item *item, unsigned brace) {
    const char *reason = forbidden(item->source->code + item->start, item->source->code + brace);
    for (size_t i = 0; i < expansionCount && reason == NULL; i++) {
        CXFile file;
        unsigned offset;
        clang.getExpansionLocation(clang.getCursorLocation(expansions[i]), &file, NULL, NULL, &offset);
        if (offset >= item->start && offset < brace && source_of(file) == item->source) {
            reason = forbidden_in_macro(clang.getCursorReferenced(expansions[i]), WORDS_DEEP);
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
    if (!brace_in_file(item, &brace, &inside)) {
        return "made by a macro: its brace is not in the file";
    }
    if (item->tryBody) {
        return "its body is a try block: a guard in it would miss the rest";
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
