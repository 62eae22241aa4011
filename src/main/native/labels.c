/* What the regions of an automatically annotated program are called: AUTOPERF_REGIONS names a file of lines "name TAB label". */
#include "runtime.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *list;
static size_t list_length;

void labels_read(const char *path) {
    int file = path == NULL || *path == 0 ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    off_t length = file < 0 ? 0 : lseek(file, 0, SEEK_END);
    if (length > 0) {
        void *place = mmap(NULL, (size_t)length, PROT_READ, MAP_PRIVATE, file, 0);
        if (place != MAP_FAILED) {
            list = place;
            list_length = (size_t)length;
        }
    }
    if (file >= 0) {
        close(file);
    }
}

const char *label_of(const char *name, uint32_t *length) {
    const char *end = list + list_length;
    for (const char *line = list; line < end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        stop = stop == NULL ? end : stop;
        if (*length < (size_t)(stop - line) && line[*length] == '\t' && memcmp(line, name, *length) == 0) {
            *length = (uint32_t)(stop - line) - *length - 1;
            return stop - *length;
        }
        line = stop + 1;
    }
    return name;
}
