#include "compiler.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

static void put_functions(struct text *line, const struct functions *functions) {
    text_put(line, ",\"functions\":[");
    for (size_t i = 0; functions != NULL && i < functions->count; i++) {
        const struct function *function = &functions->items[i];
        text_put(line, i > 0 ? ",{\"region\":" : "{\"region\":");
        json_put_string(line, function->region);
        text_put(line, ",\"reason\":");
        json_put_string(line, function->reason);
        text_format(line, ",\"function\":%s}", function->json);
    }
    text_put(line, "]");
}

/* One line, whole also where several compilers write at once. */
void log_command(const char *compiler, const struct command *command, const char *outcome, const char *reason,
        const struct functions *functions) {
    struct text line = {0};
    char *folder = getcwd(NULL, 0);
    text_put(&line, "{\"folder\":");
    json_put_string(&line, folder == NULL ? "" : folder);
    text_put(&line, ",\"compiler\":");
    json_put_string(&line, compiler);
    text_put(&line, ",\"arguments\":");
    json_put_strings(&line, &command->arguments);
    text_put(&line, ",\"sources\":");
    json_put_strings(&line, &command->sources);
    text_put(&line, ",\"outcome\":");
    json_put_string(&line, outcome);
    text_put(&line, ",\"reason\":");
    json_put_string(&line, reason);
    put_functions(&line, functions);
    text_put(&line, "}\n");
    int file = open(session_path("commands.jsonl"), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (file >= 0) {
        flock(file, LOCK_EX);
        for (size_t done = 0; done < line.length;) {
            ssize_t wrote = write(file, line.bytes + done, line.length - done);
            if (wrote <= 0) {
                break;
            }
            done += (size_t)wrote;
        }
        close(file);
    }
}
