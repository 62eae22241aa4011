/*
 * autoperf-compiler: stands before the real compilers in PATH, under their names, and compiles annotated copies of the
 * files that a change touched. What its parts know of each other. Nothing is freed: the process lives for one compilation.
 */
#ifndef AUTOPERF_COMPILER_H
#define AUTOPERF_COMPILER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* text.c */
struct text {
    char *bytes; /* ends with a 0 that is not counted */
    size_t length;
    size_t room;
};
struct list {
    char **items; /* ends with a NULL that is not counted */
    size_t count;
    size_t room;
};
void *memory(size_t bytes);
void text_add(struct text *text, const char *bytes, size_t length);
void text_put(struct text *text, const char *string);
void text_format(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void list_add(struct list *list, const char *item);
/* The file's content; false where it cannot be read. */
bool text_read(struct text *text, const char *path);
bool text_read_from(struct text *text, int file);
/* Whether the text, lines each with its end, has this one. */
bool text_has_line(const struct text *text, const char *line, size_t length);
const char *base_name(const char *path);

/* json.c: as much of it as the log and the answers of autoperf-syntax need. */
void json_put_string(struct text *text, const char *string);
void json_put_strings(struct text *text, const struct list *list);
/* What stands after a member's name in a flat object; its value; "" and 0 where there is none. */
const char *json_value(const char *object, const char *member);
char *json_string(const char *object, const char *member);
long json_number(const char *object, const char *member);

/* session.c: the folder that AutoPerf made for the build; this program lies in its bin/. */
struct session {
    char *folder;
    struct text settings;   /* lines "name=value" */
    struct text files;      /* resolved paths that may hold what is to be annotated */
    struct text headers;    /* names, without folder, of the files that include one of these, however indirectly */
    struct text excluded;   /* regions that are not to be annotated */
};
extern struct session session;
bool session_open(void);
char *session_path(const char *name);
/* The value of a setting, or "". */
char *session_setting(const char *name);
/* The real compiler of that name: where the user named one by its path, that one, else the next in PATH; takes our folder out of PATH, for those that look for compilers there themselves. */
char *session_compiler(const char *name);

/* arguments.c: a command line. */
struct command {
    struct list arguments; /* response files replaced by what is in them */
    struct list sources;   /* C and C++ files that are compiled */
    struct list included;  /* by -include */
    bool compiles;         /* false: linking, asking for a version, dependencies alone, a header, ... */
};
void command_read(struct command *command, int count, char **arguments);
/* Whether the source is one that may hold something to annotate, or include a file that may. */
bool command_concerns(const struct command *command, const char *source);

/* functions.c: what autoperf-syntax finds. */
struct function {
    char *json;
    char *file;
    char *region;
    long insert;     /* byte after the body's brace */
    long guard_line; /* of that brace, once a copy is written */
    char *reason;    /* why it is not annotated, or "" */
};
struct functions {
    struct function *items;
    size_t count;
    struct text trouble; /* what autoperf-syntax could not do */
};
void functions_ask(struct functions *functions, const struct command *command, const char *source);
bool functions_any(const struct functions *functions);

/* copies.c: annotated copies, in the session's shadow/. */
struct copies {
    struct list originals;
    struct list paths;
    char *map;  /* file for the preload: device, inode and copy of each original */
    char *used; /* file in which the preload marks what was opened */
};
bool copies_write(struct copies *copies, struct functions *functions);
/* Gives a reason to each function whose copy was never opened. */
void copies_check_used(const struct copies *copies, struct functions *functions);

/* run.c: processes. */
struct result {
    int status; /* exit code, 128 + signal where one ended it */
    bool late;
    struct text out;
    struct text err;
};
/* Runs to the end, output and errors collected. A limit of 0 seconds is none. */
void run_collecting(struct result *result, char **arguments, struct copies *copies, int limit);
int run(char **arguments);

/* log.c */
void log_command(const char *compiler, const struct command *command, const char *outcome, const char *reason,
        const struct functions *functions);

#endif
