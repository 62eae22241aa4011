/* Which functions and other definitions the changed lines are in. */
#include "syntax.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static void is_what(struct Range *range, enum What what, int item) {
    range->what = (int)what > range->what ? (int)what : range->what;
    for (size_t i = 0; what == ENTITY && i < range->itemCount; i++) {
        if (range->items[i] == item) {
            return;
        }
    }
    if (what == ENTITY) {
        range->items = grown(range->items, range->itemCount, sizeof *range->items);
        range->items[range->itemCount++] = item;
    }
}

/* All items of exactly that text: a macro can make several at one place. */
static void mark(struct Range *range, int item, unsigned line, bool gap) {
    for (int same = item; same >= 0 && items[same].start == items[item].start && items[same].end == items[item].end;
            same = items[same].container) {
        struct Item *it = &items[same];
        if (!it->changed || (it->onlyGap && !gap) || (it->onlyGap == gap && line < it->changedLine)) {
            it->changedLine = line;
        }
        it->onlyGap = gap && (!it->changed || it->onlyGap);
        it->changed = true;
        is_what(range, it->kind == OTHER ? DECLARATION : it->kind == FUNCTION ? FUNCTION_BODY : ENTITY, same);
    }
}

/* One flag a line, from 1: whether the preprocessor left it out. What holds an item was read at another inclusion. */
static bool *skipped_lines(struct Source *source) {
    bool *skipped = allocate((source->lineCount + 2) * sizeof *skipped);
    CXSourceRangeList *list = source->file == NULL ? NULL : clang.getSkippedRanges(unit, source->file);
    for (unsigned i = 0; list != NULL && i < list->count; i++) {
        unsigned first, last, from, to;
        clang.getExpansionLocation(clang.getRangeStart(list->ranges[i]), NULL, &first, NULL, &from);
        clang.getExpansionLocation(clang.getRangeEnd(list->ranges[i]), NULL, &last, NULL, &to);
        bool read = false;
        for (size_t k = 0; k < source->itemCount && !read; k++) {
            unsigned start = items[source->items[k]].start;
            read = start > from && start < to;
        }
        for (unsigned line = first + 1; !read && line < last && line <= source->lineCount; line++) {
            skipped[line] = true;
        }
    }
    if (list != NULL) {
        clang.disposeSourceRangeList(list);
    }
    return skipped;
}

static void mark_line(struct Source *source, struct Range *range, unsigned line) {
    int last = -2;
    for (unsigned at = source->lineStart[line]; at < source->lineStart[line + 1]; at++) {
        if (isspace((unsigned char)source->code[at])) {
            continue;
        }
        int item = item_at(source, at);
        /* The end of a method's declaration is the class's text, but no change of it. */
        if (item >= 0 && items[item].kind == TYPE && strchr(";{}", source->code[at]) != NULL) {
            continue;
        }
        if (item != last && item >= 0) {
            mark(range, item, line, false);
        }
        last = item;
    }
}

/* The smallest item that holds the whole gap, however the diff might be aligned. */
static void mark_gap(struct Source *source, struct Range *range) {
    if (range->first == 0 || range->last > source->lineCount) {
        return;
    }
    int best = -1;
    for (size_t i = 0; i < source->itemCount; i++) {
        const struct Item *item = &items[source->items[i]];
        if (item->start < source->lineStart[range->first + 1] && item->end > source->lineStart[range->last] && item->kind != OTHER
                && (best < 0 || item->end - item->start <= items[best].end - items[best].start)) {
            best = source->items[i];
        }
    }
    if (best >= 0) {
        mark(range, best, range->first, true);
    }
}

void mark_changes(void) {
    for (size_t s = 0; s < sourceCount; s++) {
        struct Source *source = sources[s];
        if (source->rangeCount == 0 || source->file == NULL) {
            continue;
        }
        source_read(source);
        bool *skipped = skipped_lines(source);
        for (size_t r = 0; r < source->rangeCount; r++) {
            struct Range *range = &source->ranges[r];
            range->itemCount = 0;
            range->what = NOTHING;
            if (range->gap) {
                if (range->last <= source->lineCount && skipped[range->first] && skipped[range->last]) {
                    is_what(range, INACTIVE, -1);
                } else {
                    mark_gap(source, range);
                }
                continue;
            }
            for (unsigned line = range->first; line <= range->last && line <= source->lineCount; line++) {
                if (line == 0) {
                    continue;
                }
                if (skipped[line]) {
                    is_what(range, INACTIVE, -1);
                } else {
                    mark_line(source, range, line);
                }
            }
        }
        free(skipped);
    }
}
