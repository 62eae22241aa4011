#include "compiler.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NOT_FOUND = 127 };

static int code_of(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void preload(const struct copies *copies) {
    struct text libraries = {0};
    const char *before = getenv("LD_PRELOAD");
    text_put(&libraries, session_setting("shadow"));
    text_format(&libraries, before == NULL || *before == 0 ? "" : " %s", before);
    setenv("LD_PRELOAD", libraries.bytes, 1);
    setenv("AUTOPERF_SHADOW", copies->map, 1);
    setenv("AUTOPERF_SHADOW_USED", copies->used, 1);
}

static void collect(struct text *text, int file) {
    lseek(file, 0, SEEK_SET);
    text_read_from(text, file);
    close(file);
}

static int wait_for(pid_t child) {
    int status;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            return NOT_FOUND << 8;
        }
    }
    return status;
}

/* Waits for at most so many seconds, then ends it. Time in which the machine itself stood still does not count. */
static int wait_until(pid_t child, int limit, bool *late) {
    long waited = 0;
    int status;
    while (waitpid(child, &status, WNOHANG) == 0) {
        if (waited >= limit * 1000L) {
            *late = true;
            kill(child, SIGKILL);
            return wait_for(child);
        }
        long pause = waited < 1000 ? 2 : 20;
        nanosleep(&(struct timespec){0, pause * 1000000L}, NULL);
        waited += pause;
    }
    return status;
}

void run_collecting(struct result *result, char **arguments, struct copies *copies, int limit) {
    *result = (struct result){.status = NOT_FOUND};
    int out = memfd_create("stdout", MFD_CLOEXEC);
    int err = memfd_create("stderr", MFD_CLOEXEC);
    pid_t child = out < 0 || err < 0 ? -1 : fork();
    if (child == 0) {
        dup2(out, STDOUT_FILENO);
        dup2(err, STDERR_FILENO);
        if (copies != NULL) {
            preload(copies);
        }
        execv(arguments[0], arguments);
        _exit(NOT_FOUND);
    }
    if (child > 0) {
        result->status = code_of(limit > 0 ? wait_until(child, limit, &result->late) : wait_for(child));
    }
    collect(&result->out, out);
    collect(&result->err, err);
}

int run(char **arguments) {
    pid_t child = fork();
    if (child == 0) {
        execv(arguments[0], arguments);
        _exit(NOT_FOUND);
    }
    return child < 0 ? NOT_FOUND : code_of(wait_for(child));
}
