/* Finds libclang and opens it. */
#include "clang.h"
#include "syntax.h"

#include <dlfcn.h>
#include <glob.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OLDEST = 14, NEWEST = 40 };

struct Clang clang;

static const char *const PLACES[] = {
    "/usr/lib/llvm-*/lib/libclang*.so*", "/usr/lib/*-linux-gnu/libclang*.so*", "/usr/lib64/libclang*.so*",
    "/usr/lib64/llvm*/lib*/libclang*.so*", "/usr/lib/libclang*.so*", "/usr/local/lib/libclang*.so*",
    "/usr/local/llvm*/lib/libclang*.so*", "/opt/*/lib/libclang*.so*",
};

static void *try_names(void) {
    for (int version = NEWEST; version >= OLDEST; version--) {
        static const char *const FORMS[] = {"libclang-%d.so.1", "libclang-%d.so.%d", "libclang.so.%d"};
        for (size_t form = 0; form < sizeof FORMS / sizeof *FORMS; form++) {
            char name[64];
            snprintf(name, sizeof name, FORMS[form], version, version);
            void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
            if (library != NULL) {
                return library;
            }
        }
    }
    return NULL;
}

/* Names sort so that the newest version is last, if all are of two digits. */
static void *try_places(void) {
    for (size_t place = 0; place < sizeof PLACES / sizeof *PLACES; place++) {
        glob_t found;
        if (glob(PLACES[place], 0, NULL, &found) != 0) {
            continue;
        }
        for (size_t i = found.gl_pathc; i-- > 0;) {
            const char *base = strrchr(found.gl_pathv[i], '/') + 1;
            if (strncmp(base, "libclang-cpp", 12) == 0) {
                continue;
            }
            void *library = dlopen(found.gl_pathv[i], RTLD_NOW | RTLD_LOCAL);
            if (library != NULL) {
                globfree(&found);
                return library;
            }
        }
        globfree(&found);
    }
    return NULL;
}

static int version(void) {
    CXString text = clang.getClangVersion();
    const char *number = strstr(clang.getCString(text), "version ");
    int version = number == NULL ? 0 : atoi(number + strlen("version "));
    clang.disposeString(text);
    return version;
}

const char *clang_load(const char *named) {
    if (named == NULL || *named == '\0') {
        named = getenv("AUTOPERF_LIBCLANG");
    }
    void *library;
    if (named != NULL && *named != '\0') {
        library = dlopen(named, RTLD_NOW | RTLD_LOCAL);
        if (library == NULL) {
            fail(NO_CLANG, "libclang cannot be loaded: %s.", dlerror());
        }
    } else {
        library = try_names();
        if (library == NULL) {
            library = try_places();
        }
        if (library == NULL) {
            fail(NO_CLANG, "There is no libclang on this machine. Install the package libclang1 of version %d or later, "
                 "or name the library with --libclang.", OLDEST);
        }
    }
    struct link_map *map;
    const char *path = dlinfo(library, RTLD_DI_LINKMAP, &map) == 0 ? map->l_name : "libclang";
#define FIND(type, name, parameters) \
    *(void **)&clang.name = dlsym(library, "clang_" #name); \
    if (clang.name == NULL) { \
        fail(NO_CLANG, "%s has no clang_" #name "; a libclang of version %d or later is needed.", path, OLDEST); \
    }
    CLANG_FUNCTIONS(FIND)
#undef FIND
    if (version() < OLDEST) {
        fail(NO_CLANG, "%s is of version %d; %d or later is needed.", path, version(), OLDEST);
    }
    char *resolved = realpath(path, NULL);
    return resolved == NULL ? path : resolved;
}
