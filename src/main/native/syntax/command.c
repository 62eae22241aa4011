/* From a compiler's command line, gcc's or clang's, to what libclang is to be told: what decides how a source reads, and no more. */
#include "syntax.h"

#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Options with their value behind them, or in the next word; kept. */
static const char *const WITH_VALUE[] = {"-I", "-D", "-U", "-isystem", "-iquote", "-idirafter", "-imacros", "-isysroot", "-x", "-iprefix",
                                         "-iwithprefix", "-iwithprefixbefore", "--sysroot", "-target"};
/* The same, dropped. */
static const char *const DROPPED_VALUE[] = {"-o", "-MF", "-MT", "-MQ", "-L", "-l", "-T", "-u", "-z", "-Xlinker", "-Xassembler",
                                            "-Xpreprocessor", "-Xclang", "-wrapper", "--param", "-dumpbase", "-dumpdir", "-aux-info", "-A",
                                            "-B", "-specs", "-arch", "-mllvm", "-e", "-dumpbase-ext"};
/* Kept as they are. */
static const char *const KEPT[] = {"-ansi", "-pthread", "-nostdinc", "-nostdinc++", "-undef", "-fopenmp", "-fno-openmp", "-fexceptions",
                                   "-fno-exceptions", "-frtti", "-fno-rtti", "-fPIC", "-fpic", "-fPIE", "-fpie", "-fsigned-char",
                                   "-funsigned-char", "-fno-signed-char", "-fno-unsigned-char", "-fshort-enums", "-fshort-wchar", "-fms-extensions",
                                   "-fplan9-extensions", "-fpermissive", "-fno-builtin", "-ffreestanding", "-fhosted", "-fgnu89-inline", "-fcoroutines",
                                   "-fchar8_t", "-fno-char8_t", "-ffast-math", "-fno-operator-names", "-fblocks", "-fdollars-in-identifiers",
                                   "-fsized-deallocation", "-faligned-new", "-ftrigraphs", "-trigraphs", "-m32", "-m64", "-mx32",
                                   "-stdlib=libc++", "-stdlib=libstdc++"};
static const char *const ENDINGS_C[] = {".c", ".i"};
static const char *const ENDINGS_CXX[] = {".cc", ".cpp", ".cxx", ".c++", ".C", ".cp", ".CPP", ".ii", ".cppm", ".ixx"};
/* Programs that are given the compiler and its arguments. */
static const char *const LAUNCHERS[] = {"ccache", "sccache", "distcc", "icecc"};
#define LENGTH(array) (sizeof(array) / sizeof *(array))

static void add(struct Command *command, const char *argument) {
    command->arguments = grown(command->arguments, (size_t)command->count, sizeof *command->arguments);
    command->arguments[command->count++] = argument;
}

static const char *base(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static bool starts(const char *text, const char *start) {
    return strncmp(text, start, strlen(start)) == 0;
}

static bool ends(const char *text, const char *end) {
    size_t length = strlen(text), tail = strlen(end);
    return length > tail && strcmp(text + length - tail, end) == 0;
}

static bool is_one(const char *word, const char *const *list, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (strcmp(word, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool ends_with_one(const char *word, const char *const *list, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (ends(word, list[i])) {
            return true;
        }
    }
    return false;
}

/* An option of that list, or NULL; it may be the beginning of the word. */
static const char *option(const char *word, const char *const *list, size_t length) {
    const char *longest = NULL;
    for (size_t i = 0; i < length; i++) {
        if (starts(word, list[i]) && (longest == NULL || strlen(list[i]) > strlen(longest))) {
            longest = list[i];
        }
    }
    return longest;
}

/* The standard under the name that every Clang since 14 has for it. */
static const char *standard(const char *word) {
    static const char *const NEWER[][2] = {{"c++23", "c++2b"}, {"gnu++23", "gnu++2b"}, {"c++26", "c++2b"}, {"gnu++26", "gnu++2b"}, {"c++2c", "c++2b"},
                                           {"gnu++2c", "gnu++2b"}, {"c23", "c2x"}, {"gnu23", "gnu2x"}};
    for (size_t i = 0; i < LENGTH(NEWER); i++) {
        if (strcmp(word + strlen("-std="), NEWER[i][0]) == 0) {
            return format("-std=%s", NEWER[i][1]);
        }
    }
    return word;
}

/* Words of a response file, split as gcc does: at white space, outside quotes. */
static void read_response(const char *path, char ***words, int *count) {
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return;
    }
    char *word = NULL;
    size_t length = 0;
    int quote = 0;
    for (int c = fgetc(file);; c = fgetc(file)) {
        bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (c == EOF || (space && quote == 0)) {
            if (word != NULL) {
                *words = grown(*words, (size_t)*count, sizeof **words);
                (*words)[(*count)++] = word;
                word = NULL;
                length = 0;
            }
            if (c == EOF) {
                break;
            }
            continue;
        }
        if (word == NULL) {
            word = allocate(PATH_MAX * 4);
        }
        if (c == quote) {
            quote = 0;
        } else if (quote == 0 && (c == '"' || c == '\'')) {
            quote = c;
        } else {
            if (c == '\\' && quote != '\'') {
                c = fgetc(file);
            }
            if (length + 1 < PATH_MAX * 4 && c != EOF) {
                word[length++] = (char)c;
            }
        }
    }
    fclose(file);
}

static char **expand(char **words, int count, int *expanded) {
    char **all = NULL;
    *expanded = 0;
    for (int i = 0; i < count; i++) {
        if (words[i][0] == '@') {
            read_response(words[i] + 1, &all, expanded);
        } else {
            all = grown(all, (size_t)*expanded, sizeof *all);
            all[(*expanded)++] = words[i];
        }
    }
    return all;
}

/* -Wp,-DNAME,-MD,file: what is for the preprocessor. */
static void preprocessor_words(struct Command *command, const char *list) {
    char *copy = strdup(list), *rest;
    for (char *word = strtok_r(copy, ",", &rest); word != NULL; word = strtok_r(NULL, ",", &rest)) {
        if ((starts(word, "-D") || starts(word, "-U") || starts(word, "-I")) && word[2] != '\0') {
            add(command, word);
        }
    }
}

/* The folder of the compiler's own headers, or NULL. */
static const char *own_headers(const char *libclang, int version) {
    char folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s", libclang);
    char *slash = strrchr(folder, '/');
    if (slash != NULL) {
        *slash = '\0';
    }
    const char *const forms[] = {
        format("%s/clang/%d*/include/stddef.h", folder, version), format("%s/../lib/clang/%d*/include/stddef.h", folder, version),
        format("/usr/lib/llvm-%d/lib/clang/%d*/include/stddef.h", version, version), format("/usr/lib/clang/%d*/include/stddef.h", version),
        format("/usr/lib64/clang/%d*/include/stddef.h", version)};
    for (size_t i = 0; i < LENGTH(forms); i++) {
        glob_t found;
        if (glob(forms[i], 0, NULL, &found) == 0) {
            char *path = strdup(found.gl_pathv[found.gl_pathc - 1]);
            globfree(&found);
            *strstr(path, "/include/stddef.h") = '\0';
            return path;
        }
    }
    return NULL;
}

/* gcc's own headers, which do for most sources where Clang's are not installed. */
static const char *gcc_headers(void) {
    glob_t found;
    if (glob("/usr/lib/gcc/*/*/include/stddef.h", 0, NULL, &found) != 0) {
        return NULL;
    }
    char *path = strdup(found.gl_pathv[found.gl_pathc - 1]);
    *strrchr(path, '/') = '\0';
    return path;
}

static int clang_version(void) {
    char *text = taken(clang.getClangVersion());
    const char *number = strstr(text, "version ");
    return number == NULL ? 0 : atoi(number + strlen("version "));
}

/* aarch64-linux-gnu of aarch64-linux-gnu-gcc-12, or NULL. */
static const char *target(const char *compiler) {
    char *copy = strdup(compiler);
    char *tool = strstr(copy, "-gcc");
    tool = tool == NULL ? strstr(copy, "-g++") : tool;
    tool = tool == NULL ? strstr(copy, "-clang") : tool;
    if (tool == NULL) {
        return NULL;
    }
    *tool = '\0';
    return strchr(copy, '-') == NULL ? NULL : copy;
}

struct Command command_read(char **words, int count, const char *libclang) {
    struct Command command = {0};
    words = expand(words, count, &count);
    if (count == 0) {
        fail(WRONG_CALL, "There is no compiler command behind --.");
    }
    const char *compiler = base(words[0]);
    if (is_one(compiler, LAUNCHERS, LENGTH(LAUNCHERS)) && count > 1 && words[1][0] != '-') {
        words++;
        count--;
        compiler = base(words[0]);
    }
    bool isClang = strstr(compiler, "clang") != NULL;
    command.cxx = strstr(compiler, "++") != NULL;
    bool hasStandard = false, hasLanguage = false;
    for (int i = 1; i < count; i++) {
        const char *word = words[i];
        const char *next = i + 1 < count ? words[i + 1] : NULL;
        const char *found;
        if (strcmp(word, "-") == 0) {
            continue;
        } else if (word[0] != '-') {
            if (ends_with_one(word, ENDINGS_CXX, LENGTH(ENDINGS_CXX))) {
                command.cxx = true;
            } else if (!ends_with_one(word, ENDINGS_C, LENGTH(ENDINGS_C)) && !hasLanguage) {
                continue;
            }
            command.sources = grown(command.sources, (size_t)command.sourceCount, sizeof *command.sources);
            command.sources[command.sourceCount++] = word;
        } else if (starts(word, "-std=")) {
            hasStandard = true;
            add(&command, standard(word));
        } else if (strcmp(word, "-include") == 0 && next != NULL) {
            /* Past the driver, which would take gcc's precompiled header beside it for its own. */
            i++;
            add(&command, "-Xclang");
            add(&command, "-include");
            add(&command, "-Xclang");
            add(&command, next);
        } else if (starts(word, "-Wp,")) {
            preprocessor_words(&command, word + strlen("-Wp,"));
        } else if (is_one(word, KEPT, LENGTH(KEPT)) || starts(word, "--sysroot=") || starts(word, "--target=") || starts(word, "-fabi-version=")
                || (starts(word, "-O") && strcmp(word, "-Ofast") != 0)) {
            add(&command, word);
        } else if (starts(word, "-mavx") || starts(word, "-msse") || starts(word, "-mssse") || starts(word, "-mbmi") || starts(word, "-maes")
                || starts(word, "-mpclmul") || starts(word, "-mfma") || starts(word, "-mpopcnt") || starts(word, "-msha")) {
            add(&command, word);
        } else if ((found = option(word, WITH_VALUE, LENGTH(WITH_VALUE))) != NULL) {
            bool separate = strcmp(word, found) == 0;
            if (strcmp(found, "-x") == 0) {
                hasLanguage = true;
                const char *language = separate ? next : word + 2;
                command.cxx |= language != NULL && strstr(language, "c++") != NULL;
            }
            add(&command, word);
            if (separate && next != NULL) {
                add(&command, words[++i]);
            }
        } else if (is_one(word, DROPPED_VALUE, LENGTH(DROPPED_VALUE))) {
            i++;
        }
    }
    if (target(compiler) != NULL) {
        add(&command, format("--target=%s", target(compiler)));
    }
    if (command.cxx && !hasLanguage) {
        add(&command, "-x");
        add(&command, "c++");
    }
    if (command.cxx && !hasStandard && !isClang) {
        add(&command, "-std=gnu++17");
    }
    const char *headers = own_headers(libclang, clang_version());
    if (headers != NULL) {
        add(&command, format("-resource-dir=%s", headers));
    } else if (gcc_headers() != NULL) {
        add(&command, "-isystem");
        add(&command, gcc_headers());
    }
    add(&command, "-w");
    add(&command, "-ferror-limit=0");
    return command;
}
