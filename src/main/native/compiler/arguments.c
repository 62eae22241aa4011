#include "compiler.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST_RESPONSE = 16 };

static bool is_one_of(const char *word, const char *const *words) {
    while (*words != NULL && strcmp(word, *words) != 0) {
        words++;
    }
    return *words != NULL;
}

/* Options whose value is the next argument. */
static const char *const WITH_VALUE[] = {
    "-o", "-x", "-I", "-L", "-l", "-D", "-U", "-B", "-T", "-u", "-z", "-e", "-A", "-F", "-G", "-h", "-R", "-t", "-include", "-imacros",
    "-isystem", "-iquote", "-idirafter", "-iprefix", "-iwithprefix", "-iwithprefixbefore", "-isysroot", "-imultilib",
    "-MF", "-MT", "-MQ", "-MJ", "-Xlinker", "-Xassembler", "-Xpreprocessor", "-Xclang", "-aux-info", "-dumpbase",
    "-dumpbase-ext", "-dumpdir", "-target", "-arch", "--param", "-wrapper", "-mllvm", "-framework", "-iframework",
    "-include-pch", "--sysroot", "-specs", "-rpath", "-soname", "-gcc-toolchain", "-cxx-isystem", "-working-directory", NULL};

/* Options with which nothing is compiled, or nothing that is kept. */
static const char *const NO_COMPILATION[] = {"-M", "-MM", "-fsyntax-only", "--analyze", "-###", "--version", "--help", NULL};

static const char *const SOURCES[] = {".c", ".cc", ".cp", ".cxx", ".cpp", ".CPP", ".c++", ".C", NULL};
static const char *const HEADERS[] = {".h", ".hh", ".H", ".hp", ".hxx", ".hpp", ".HPP", ".h++", ".tcc", NULL};

/* A response file, read as GCC does: words parted by white space; quotes and the backslash as in a shell. */
static void add_response(struct list *arguments, const char *argument, int depth);

static void add_argument(struct list *arguments, const char *argument, int depth) {
    if (argument[0] == '@' && argument[1] != 0 && depth < DEEPEST_RESPONSE) {
        add_response(arguments, argument, depth + 1);
    } else {
        list_add(arguments, argument);
    }
}

static void add_response(struct list *arguments, const char *argument, int depth) {
    struct text content = {0};
    if (!text_read(&content, argument + 1)) {
        list_add(arguments, argument);
        return;
    }
    for (const char *at = content.bytes; *(at += strspn(at, " \t\r\n\f\v")) != 0;) {
        struct text word = {0};
        text_add(&word, "", 0);
        for (char quote = 0; *at != 0 && (quote != 0 || !isspace((unsigned char)*at)); at++) {
            if (*at == '\\' && at[1] != 0 && quote != '\'') {
                text_add(&word, ++at, 1);
            } else if (quote == 0 && (*at == '"' || *at == '\'')) {
                quote = *at;
            } else if (*at == quote) {
                quote = 0;
            } else {
                text_add(&word, at, 1);
            }
        }
        add_argument(arguments, word.bytes, depth);
    }
}

enum kind { BY_NAME, SOURCE, HEADER, OTHER };

static enum kind kind_of_language(const char *language) {
    if (strcmp(language, "none") == 0) {
        return BY_NAME;
    }
    return strcmp(language, "c") == 0 || strcmp(language, "c++") == 0 ? SOURCE
            : strstr(language, "-header") != NULL ? HEADER : OTHER;
}

static enum kind kind_of_file(const char *path) {
    const char *dot = strrchr(base_name(path), '.');
    return dot == NULL ? OTHER : is_one_of(dot, SOURCES) ? SOURCE : is_one_of(dot, HEADERS) ? HEADER : OTHER;
}

void command_read(struct command *command, int count, char **given) {
    for (int i = 0; i < count; i++) {
        add_argument(&command->arguments, given[i], i == 0 ? DEEPEST_RESPONSE : 0);
    }
    bool header = false;
    bool refused = false;
    enum kind kind = BY_NAME;
    for (size_t i = 1; i < command->arguments.count; i++) {
        const char *argument = command->arguments.items[i];
        const char *next = i + 1 < command->arguments.count ? command->arguments.items[i + 1] : "";
        if (argument[0] != '-' || argument[1] == 0) {
            enum kind input = kind == BY_NAME ? kind_of_file(argument) : kind;
            header |= input == HEADER;
            /* What comes from the standard input can be read only once. */
            refused |= argument[0] == '-';
            if (input == SOURCE && argument[0] != '-') {
                list_add(&command->sources, argument);
            }
        } else if (strncmp(argument, "-x", 2) == 0) {
            kind = kind_of_language(argument[2] == 0 ? next : argument + 2);
        } else if (strcmp(argument, "-include") == 0) {
            list_add(&command->included, next);
        } else if (is_one_of(argument, NO_COMPILATION)) {
            refused = true;
        }
        i += is_one_of(argument, WITH_VALUE);
    }
    command->compiles = command->sources.count > 0 && !header && !refused;
}

static bool is_header_of_interest(const char *name, size_t length) {
    const char *end = name + length;
    const char *base = name;
    for (const char *at = name; at < end; at++) {
        base = *at == '/' ? at + 1 : base;
    }
    return text_has_line(&session.headers, base, (size_t)(end - base));
}

/* Whether one of the text's #include lines names a header of interest, wherever that may lie. */
static bool includes_one(const struct text *text) {
    for (const char *at = text->bytes; at != NULL && *at != 0; at = strchr(at, '\n'), at += at != NULL) {
        const char *word = at + strspn(at, " \t");
        if (*word != '#') {
            continue;
        }
        word += 1 + strspn(word + 1, " \t");
        if (strncmp(word, "include", 7) != 0 && strncmp(word, "import", 6) != 0) {
            continue;
        }
        const char *name = word + strcspn(word, "<\"\n");
        if (*name == '<' || *name == '"') {
            name++;
            if (is_header_of_interest(name, strcspn(name, ">\"\n"))) {
                return true;
            }
        }
    }
    return false;
}

bool command_concerns(const struct command *command, const char *source) {
    char resolved[PATH_MAX];
    if (realpath(source, resolved) == NULL) {
        return false;
    }
    if (text_has_line(&session.files, resolved, strlen(resolved))) {
        return true;
    }
    for (size_t i = 0; i < command->included.count; i++) {
        if (is_header_of_interest(command->included.items[i], strlen(command->included.items[i]))) {
            return true;
        }
    }
    struct text text = {0};
    return session.headers.length > 0 && text_read(&text, resolved) && includes_one(&text);
}
