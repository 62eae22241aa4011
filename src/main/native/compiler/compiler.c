/* What is called as cc, c++, gcc and so on while AutoPerf builds: the real compiler, given annotated copies to read. */
#include "compiler.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_ATTEMPTS = 4 };

static int forward(const struct result *result) {
    fwrite(result->out.bytes, 1, result->out.length, stdout);
    fflush(stdout);
    fwrite(result->err.bytes, 1, result->err.length, stderr);
    fflush(stderr);
    return result->status;
}

/* Drops the functions in whose line the compiler found an error, or came to one through the guard: it cannot stand there. */
static bool drop_refused(struct functions *functions, const struct text *errors) {
    bool dropped = false;
    for (size_t i = 0; i < functions->count; i++) {
        struct function *function = &functions->items[i];
        struct text place = {0};
        text_format(&place, "%s:%ld:", base_name(function->file), function->guard_line);
        for (const char *at = errors->bytes; *function->reason == 0 && (at = strstr(at, place.bytes)) != NULL; at++) {
            const char *line = strndup(at, strcspn(at, "\n"));
            if (strstr(line, "error") != NULL || strstr(line, "AUTOPERF_GUARD_") != NULL) {
                function->reason = "the compiler refuses a guard there";
                dropped = true;
            }
        }
    }
    return dropped;
}

static char *first_error(const struct text *errors) {
    for (const char *line = errors->bytes; line != NULL && *line != 0; line = strchr(line, '\n'), line += line != NULL) {
        char *copy = strndup(line, strcspn(line, "\n"));
        if (strstr(copy, "error") != NULL) {
            return copy;
        }
    }
    return errors->length == 0 ? "it printed nothing" : strndup(errors->bytes, strcspn(errors->bytes, "\n"));
}

/* As it was asked for, by the real compiler and nothing else. */
static int compile_plainly(char **line, const struct command *command, struct functions *functions, const char *why) {
    for (size_t i = 0; i < functions->count; i++) {
        if (*functions->items[i].reason == 0) {
            functions->items[i].reason = "its file does not compile annotated";
        }
    }
    int status = run(line);
    log_command(line[0], command, status == 0 ? "refused" : "broken", why, functions);
    return status;
}

static int compile(char **line, const struct command *command, struct functions *functions) {
    const char *why = "no copy could be written";
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        struct copies copies;
        struct result result;
        if (!functions_any(functions) || !copies_write(&copies, functions)) {
            break;
        }
        run_collecting(&result, line, &copies, 0);
        if (result.status == 0) {
            copies_check_used(&copies, functions);
            if (functions_any(functions)) {
                log_command(line[0], command, "annotated", functions->trouble.length > 0 ? functions->trouble.bytes : "", functions);
                return forward(&result);
            }
            why = "the compiler did not read the annotated copies";
            break;
        }
        unlink(copies.used);
        why = first_error(&result.err);
        if (!drop_refused(functions, &result.err)) {
            break;
        }
    }
    return compile_plainly(line, command, functions, why);
}

int main(int count, char **arguments) {
    const char *name = base_name(arguments[0]);
    bool open = session_open();
    char *compiler = open ? session_compiler(name) : NULL;
    if (compiler == NULL) {
        fprintf(stderr, "autoperf-compiler: there is no %s in PATH\n", name);
        return 127;
    }
    char **line = memory(((size_t)count + 1) * sizeof *line);
    memcpy(line, arguments, (size_t)count * sizeof *line);
    line[0] = compiler;
    struct command command = {0};
    command_read(&command, count, line);
    if (command.compiles) {
        struct functions functions = {0};
        text_add(&functions.trouble, "", 0);
        for (size_t s = 0; s < command.sources.count; s++) {
            if (command_concerns(&command, command.sources.items[s])) {
                functions_ask(&functions, &command, command.sources.items[s]);
            }
        }
        if (functions_any(&functions)) {
            return compile(line, &command, &functions);
        }
        log_command(compiler, &command, "plain", functions.trouble.bytes, &functions);
    }
    execv(compiler, line);
    fprintf(stderr, "autoperf-compiler: %s cannot be started: %s\n", compiler, strerror(errno));
    return 127;
}
