#include "compiler.h"

#include <stdlib.h>
#include <string.h>

static bool is_known(const struct functions *functions, const struct function *function) {
    for (size_t i = 0; i < functions->count; i++) {
        const struct function *other = &functions->items[i];
        if (other->insert == function->insert && strcmp(other->file, function->file) == 0
                && strcmp(other->region, function->region) == 0) {
            return true;
        }
    }
    return false;
}

/* Functions that other files cannot see may share their names, so their file tells them apart. */
static char *region_of(const char *json, const char *file) {
    struct text region = {0};
    const char *tree = session_setting("tree");
    size_t length = strlen(tree);
    if (strncmp(json_string(json, "usr"), "c:@", 3) != 0) {
        text_format(&region, "%s:", strncmp(file, tree, length) == 0 && file[length] == '/' ? file + length + 1 : file);
    }
    text_put(&region, json_string(json, "signature"));
    return region.bytes;
}

static void add(struct functions *functions, const char *json) {
    struct function function = {
        .json = strdup(json),
        .file = json_string(json, "file"),
        .insert = json_number(json, "insert"),
        .reason = json_string(json, "skip"),
    };
    function.region = region_of(json, function.file);
    if (*function.reason == 0 && text_has_line(&session.excluded, function.region, strlen(function.region))) {
        function.reason = "excluded";
    }
    if (!is_known(functions, &function)) {
        struct function *items = memory((functions->count + 1) * sizeof function);
        if (functions->count > 0) {
            memcpy(items, functions->items, functions->count * sizeof function);
        }
        items[functions->count++] = function;
        functions->items = items;
    }
}

static void read_answer(struct functions *functions, char *answer) {
    for (char *line = strtok(answer, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        if (strcmp(json_string(line, "kind"), "function") == 0) {
            add(functions, line);
        } else if (strncmp(json_value(line, "usable"), "false", 5) == 0) {
            text_put(&functions->trouble, json_string(line, "trouble"));
        }
    }
}

void functions_ask(struct functions *functions, const struct command *command, const char *source) {
    struct list line = {0};
    list_add(&line, session_setting("syntax"));
    static const char *const options[] = {"changes", "functions", "libclang", "limit"};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const char *value = session_setting(options[i]);
        if (*value != 0) {
            struct text option = {0};
            text_format(&option, "--%s", options[i]);
            list_add(&line, option.bytes);
            list_add(&line, value);
        }
    }
    list_add(&line, "--");
    for (size_t i = 0; i < command->arguments.count; i++) {
        const char *argument = command->arguments.items[i];
        bool other = false;
        for (size_t s = 0; i > 0 && s < command->sources.count; s++) {
            other |= strcmp(argument, command->sources.items[s]) == 0 && strcmp(argument, source) != 0;
        }
        if (!other) {
            list_add(&line, argument);
        }
    }
    struct result result;
    run_collecting(&result, line.items, NULL, atoi(session_setting("seconds")));
    if (result.late) {
        text_format(&functions->trouble, "autoperf-syntax took more than %s s for %s.", session_setting("seconds"), source);
    } else if (result.status != 0) {
        text_format(&functions->trouble, "autoperf-syntax failed for %s: %.*s", source,
                result.err.length == 0 ? 0 : (int)strcspn(result.err.bytes, "\n"), result.err.bytes);
    } else {
        read_answer(functions, result.out.bytes);
    }
}

bool functions_any(const struct functions *functions) {
    for (size_t i = 0; i < functions->count; i++) {
        if (*functions->items[i].reason == 0) {
            return true;
        }
    }
    return false;
}
