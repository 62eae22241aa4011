#include "compiler.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct session session;
static char own_folder[PATH_MAX];

bool session_open(void) {
    ssize_t length = readlink("/proc/self/exe", own_folder, sizeof own_folder - 1);
    if (length <= 0) {
        return false;
    }
    *strrchr(own_folder, '/') = 0;
    session.folder = strdup(own_folder);
    char *slash = strrchr(session.folder, '/');
    if (slash == NULL || !(*slash = 0, text_read(&session.settings, session_path("settings")))) {
        return false;
    }
    text_read(&session.files, session_path("files"));
    text_read(&session.headers, session_path("headers"));
    text_read(&session.excluded, session_path("excluded"));
    return true;
}

char *session_path(const char *name) {
    struct text path = {0};
    text_format(&path, "%s/%s", session.folder, name);
    return path.bytes;
}

char *session_setting(const char *name) {
    size_t length = strlen(name);
    for (const char *at = session.settings.bytes; at != NULL && *at != 0;) {
        size_t line = strcspn(at, "\n");
        if (line > length && strncmp(at, name, length) == 0 && at[length] == '=') {
            return strndup(at + length + 1, line - length - 1);
        }
        at += line + (at[line] == '\n');
    }
    return "";
}

static bool is_ours(const char *folder) {
    char resolved[PATH_MAX];
    return realpath(folder, resolved) != NULL && strcmp(resolved, session_path("bin")) == 0;
}

/* Compilers that the user named by their paths have their links in named/, and beside them "name=" links to the real ones. */
static char *named_compiler(const char *name) {
    struct text link = {0};
    char target[PATH_MAX];
    text_format(&link, "%s/%s=", own_folder, name);
    ssize_t length = readlink(link.bytes, target, sizeof target - 1);
    return length <= 0 ? NULL : strndup(target, (size_t)length);
}

char *session_compiler(const char *name) {
    struct text rest = {0};
    struct text found = {0};
    const char *path = getenv("PATH");
    bool first = true;
    for (const char *at = path == NULL ? "/usr/bin:/bin" : path;; at++) {
        size_t length = strcspn(at, ":");
        char *folder = length == 0 ? strdup(".") : strndup(at, length);
        if (!is_ours(folder)) {
            text_put(&rest, first ? "" : ":");
            text_put(&rest, folder);
            first = false;
            if (found.length == 0) {
                text_format(&found, "%s/%s", folder, name);
                if (access(found.bytes, X_OK) != 0) {
                    found.length = 0;
                }
            }
        }
        at += length;
        if (*at == 0) {
            break;
        }
    }
    setenv("PATH", rest.length == 0 ? "/usr/bin:/bin" : rest.bytes, 1);
    char *named = named_compiler(name);
    return named != NULL ? named : found.length == 0 ? NULL : found.bytes;
}
