/* What the parts of autoperf-syntax share. Memory is never given back: a process reads one command line's sources. */
#ifndef SYNTAX_H
#define SYNTAX_H

#include "clang.h"

#include <stdbool.h>
#include <stddef.h>

enum Failure { WRONG_CALL = 1, NO_CLANG = 2 };

/* Ends the program with one sentence, and that exit code. */
void fail(enum Failure failure, const char *format, ...) __attribute__((noreturn, format(printf, 2, 3)));
void *allocate(size_t bytes);
/* Room for one more element: doubles the array when its count is a power of two. */
void *grown(void *array, size_t count, size_t size);
/* qsort that may be given nothing. */
void sort(void *array, size_t count, size_t size, int (*compare)(const void *, const void *));
char *format(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* A copy of the text, which is disposed of. */
char *taken(CXString text);

/* ---- changes.c: which lines are new ---- */

struct Range {
    unsigned first, last; /* of the new side, from 1 */
    bool gap; /* nothing is new, but lines that stood somewhere between first and last are gone */
    int what; /* what the lines turned out to be: enum What */
    int *items; /* those that are more than functions */
    size_t itemCount;
};

/* Ordered: the higher wins where lines of one range are of several kinds. */
enum What { NOTHING, DECLARATION, INACTIVE, ENTITY, FUNCTION_BODY };

struct Source {
    const char *path; /* real, absolute */
    struct Range *ranges;
    size_t rangeCount;
    bool known; /* whether its text was read */
    bool system;
    bool main; /* given on the command line, not included */
    CXFile file;
    char *text; /* as on disk */
    char *code; /* the same with comments blanked out */
    size_t length;
    unsigned *lineStart; /* offset of line n at n; that of the end behind the last */
    unsigned lineCount;
    int *items; /* in the order of their starts, outer ones first */
    size_t itemCount;
};

void changes_read(const char *file);
/* The source of that path, made where there was none. */
struct Source *source_named(const char *path);
/* The source behind a file of Clang's. */
struct Source *source_of(CXFile file);
void source_read(struct Source *source);
extern struct Source **sources;
extern size_t sourceCount;

/* ---- text.c ---- */

/* A copy in which every comment is blank, line breaks kept. */
char *without_comments(const char *text, size_t length);
/* The next identifier at or after *at and before end: its start, with *at set behind it; NULL where there is none. Strings are skipped. */
const char *next_word(const char **at, const char *end);

/* ---- command.c: from the compiler's command line to libclang's ---- */

struct Command {
    const char **arguments;
    int count;
    const char **sources;
    int sourceCount;
    bool cxx;
};

struct Command command_read(char **words, int count, const char *libclang);

/* ---- tree.c: what stands where ---- */

enum Kind { FUNCTION, TYPE, VARIABLE, MACRO, OTHER };

struct Cause {
    int root; /* item whose definition changed */
    int through; /* item by which it is used, or -1 where directly */
};

struct Item {
    enum Kind kind;
    CXCursor cursor, canonical;
    struct Source *source;
    unsigned start, end; /* bytes; end is behind the last */
    unsigned startLine, endLine;
    int parent; /* item around it in the syntax tree, or -1 */
    int container; /* smallest item around it in the text, or -1 */
    int lambdas; /* so many were seen in it */
    int number; /* of a lambda in its parent */
    bool body, tryBody;
    CXCursor bodyCursor;
    bool named; /* by --functions */
    bool changed;
    unsigned changedLine; /* the first */
    bool onlyGap;
    const char *skip; /* NULL until asked for */
    unsigned insert; /* just behind the brace of the body; known with skip */
    struct Cause *causes;
    size_t causeCount;
};

extern struct Item *items;
extern int itemCount;
extern CXTranslationUnit unit;

/* Collects the items of the changed files; of all files that are no system headers, and who uses what, if deep. */
void tree_collect(bool deep);
/* Item of an own declaration, or -1. */
int item_of(CXCursor cursor);
/* Smallest item at that byte, or -1. */
int item_at(const struct Source *source, unsigned offset);

/* ---- marks.c ---- */

/* Marks the items in which changed lines lie, and tells each range what it is. */
void mark_changes(void);

/* ---- uses.c ---- */

void use_reset(void);
/* The item uses what the cursor refers to, or is. */
void use_reference(int item, CXCursor cursor);
void use_type(int item, CXType type, bool byValueOnly);
void use_macro(CXCursor expansion);
/* Whether something changed that others use: all but functions of the source itself that can be annotated. */
bool use_matters(void);
/* Gives every function that uses such an item its cause. */
void use_spread(void);

/* ---- rules.c ---- */

/* Those texts of the preprocessor's that a function's head is made of. */
void rules_see_macro(CXCursor cursor);
/* Functions that the unit installs as signal handlers are told here while the tree is walked. */
void rules_reset(void);
void rules_see(CXCursor cursor, CXCursor parent);
/* Why a function must not be annotated, or "". */
const char *rules_skip(struct Item *item);
/* Whether it must not be annotated, but those that call it may: a macro's, a constexpr or a tiny one. */
bool rules_passes_on(struct Item *item);

/* ---- names.c ---- */

const char *name_qualified(int item);
const char *name_signature(int item);
const char *name_usr(int item);
/* Functions that are wanted by their names. */
void names_read(const char *file);
bool names_wanted(void);
void names_mark(void);

/* ---- print.c: JSON, one object a line ---- */

void print_functions(const struct Command *command, int limit);
void print_changes(void);
void print_summary(const char *source, bool usable, const char *trouble);

#endif
