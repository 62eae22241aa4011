/* The little of C's lexical rules that is needed: where comments and strings are. */
#include "syntax.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool word_character(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 128;
}

/* Behind a string or character literal that starts at the quote. Those that a line break ends are no literals. */
static size_t literal_end(const char *text, size_t at, size_t length) {
    char quote = text[at++];
    while (at < length && text[at] != quote && text[at] != '\n') {
        if (text[at] == '\\' && at + 1 < length) {
            at += text[at + 1] == '\r' && at + 2 < length && text[at + 2] == '\n' ? 2 : 1;
        }
        at++;
    }
    return at < length ? at + 1 : length;
}

/* Behind a raw string whose quote is at that place: R"mark( ... )mark". */
static size_t raw_end(const char *text, size_t at, size_t length) {
    size_t open = at + 1;
    while (open < length && text[open] != '(' && open - at <= 17) {
        open++;
    }
    size_t mark = open - at - 1;
    for (size_t i = open; i + mark + 1 < length; i++) {
        if (text[i] == ')' && text[i + mark + 1] == '"' && memcmp(text + i + 1, text + at + 1, mark) == 0) {
            return i + mark + 2;
        }
    }
    return length;
}

static bool raw_string(const char *text, size_t quote) {
    if (quote == 0 || text[quote - 1] != 'R') {
        return false;
    }
    size_t start = quote - 1;
    while (start > 0 && word_character(text[start - 1]) && quote - start < 4) {
        start--;
    }
    size_t prefix = quote - start - 1;
    return prefix == 0 || (prefix == 1 && strchr("uUL", text[start]) != NULL) || (prefix == 2 && memcmp(text + start, "u8", 2) == 0);
}

/* A quote between digits is a separator: 1'000'000. */
static bool digit_separator(const char *text, size_t quote, size_t length) {
    if (quote == 0 || quote + 1 >= length || !isxdigit((unsigned char)text[quote - 1]) || !isxdigit((unsigned char)text[quote + 1])) {
        return false;
    }
    size_t start = quote;
    while (start > 0 && (word_character(text[start - 1]) || text[start - 1] == '\'')) {
        start--;
    }
    return isdigit((unsigned char)text[start]);
}

char *without_comments(const char *text, size_t length) {
    char *code = allocate(length + 1);
    memcpy(code, text, length);
    size_t at = 0;
    while (at < length) {
        if (text[at] == '"') {
            at = raw_string(text, at) ? raw_end(text, at, length) : literal_end(text, at, length);
        } else if (text[at] == '\'' && !digit_separator(text, at, length)) {
            at = literal_end(text, at, length);
        } else if (text[at] == '/' && at + 1 < length && (text[at + 1] == '*' || text[at + 1] == '/')) {
            bool line = text[at + 1] == '/';
            code[at] = code[at + 1] = ' ';
            at += 2;
            while (at < length && (line ? text[at] != '\n' : !(text[at] == '*' && at + 1 < length && text[at + 1] == '/'))) {
                if (line && text[at] == '\\' && at + 1 < length) {
                    code[at++] = ' '; /* a comment of this kind goes on where the line does */
                    if (text[at] == '\r' && at + 1 < length && text[at + 1] == '\n') {
                        at++;
                    }
                }
                if (text[at] != '\n') {
                    code[at] = ' ';
                }
                at++;
            }
            if (!line && at < length) {
                code[at] = code[at + 1] = ' ';
                at += 2;
            }
        } else {
            at++;
        }
    }
    return code;
}

const char *next_word(const char **at, const char *end) {
    const char *p = *at;
    while (p < end) {
        if (*p == '"' || *p == '\'') {
            p += literal_end(p, 0, (size_t)(end - p));
        } else if (isdigit((unsigned char)*p)) {
            while (p < end && (word_character(*p) || *p == '.' || *p == '\'')) {
                p++;
            }
        } else if (word_character(*p)) {
            const char *start = p;
            while (p < end && word_character(*p)) {
                p++;
            }
            *at = p;
            return start;
        } else {
            p++;
        }
    }
    *at = end;
    return NULL;
}
