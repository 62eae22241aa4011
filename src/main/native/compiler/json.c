#include "compiler.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of the character of UTF-8 that begins here, or 0 where none does. */
static size_t character(const unsigned char *at) {
    size_t length = at[0] < 0x80 ? 1 : at[0] >= 0xc2 && at[0] < 0xe0 ? 2 : at[0] >= 0xe0 && at[0] < 0xf0 ? 3
            : at[0] >= 0xf0 && at[0] < 0xf5 ? 4 : 0;
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    return length;
}

/* A byte that is no UTF-8 is written as the character of its number: JSON has no bytes. */
void json_put_string(struct text *text, const char *string) {
    text_put(text, "\"");
    for (const unsigned char *at = (const unsigned char *)string; *at != 0;) {
        size_t length = character(at);
        if (*at == '"' || *at == '\\') {
            text_format(text, "\\%c", *at);
        } else if (*at < 0x20 || length == 0) {
            text_format(text, "\\u%04x", *at);
        } else {
            text_add(text, (const char *)at, length);
        }
        at += length == 0 ? 1 : length;
    }
    text_put(text, "\"");
}

void json_put_strings(struct text *text, const struct list *list) {
    text_put(text, "[");
    for (size_t i = 0; i < list->count; i++) {
        text_put(text, i > 0 ? "," : "");
        json_put_string(text, list->items[i]);
    }
    text_put(text, "]");
}

/* Quotes within strings are escaped, so "member" with both its quotes stands nowhere but before its value. */
const char *json_value(const char *object, const char *member) {
    struct text quoted = {0};
    text_format(&quoted, "\"%s\"", member);
    const char *at = strstr(object, quoted.bytes);
    if (at == NULL) {
        return "";
    }
    at += quoted.length;
    return at + strspn(at, " :");
}

static void put_character(struct text *text, unsigned long code) {
    char bytes[4];
    size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = length - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (code & 0x3f));
        code >>= 6;
    }
    bytes[0] = (char)(length == 1 ? code : lead[length] | code);
    text_add(text, bytes, length);
}

static unsigned long hexadecimal(const char *at) {
    char digits[5] = {0};
    memcpy(digits, at, strnlen(at, 4));
    return strtoul(digits, NULL, 16);
}

char *json_string(const char *object, const char *member) {
    struct text value = {0};
    text_add(&value, "", 0);
    const char *at = json_value(object, member);
    if (*at != '"') {
        return value.bytes;
    }
    for (at++; *at != 0 && *at != '"'; at++) {
        if (*at != '\\' || at[1] == 0) {
            text_add(&value, at, 1);
            continue;
        }
        at++;
        if (*at == 'u' && strlen(at) > 4) {
            unsigned long code = hexadecimal(at + 1);
            at += 4;
            if (code >= 0xd800 && code < 0xdc00 && at[1] == '\\' && at[2] == 'u' && strlen(at) > 6) {
                code = 0x10000 + ((code - 0xd800) << 10) + (hexadecimal(at + 3) - 0xdc00);
                at += 6;
            }
            put_character(&value, code);
        } else {
            static const char letters[] = "nrtbf";
            const char *place = strchr(letters, *at);
            text_add(&value, place == NULL ? at : &"\n\r\t\b\f"[place - letters], 1);
        }
    }
    return value.bytes;
}

long json_number(const char *object, const char *member) {
    return strtol(json_value(object, member), NULL, 10);
}
