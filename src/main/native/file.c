#include "runtime.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "compat.h"

enum {
    NOTE_RESERVE = 512, /* kept free in the process's own block for the note that says why measuring stopped */
    RUN = 8, /* blocks that are mapped at once in a file that has as many */
    MAX_FILES = 100000,
    NO_REPLACE = 1 /* RENAME_NOREPLACE, unknown to older headers */
};

/*
 * No descriptor stays open: the program would see other descriptor numbers than without us, and one that closes them
 * all and opens its own files would have our blocks written into those.
 */
static char path[sizeof settings.folder + 64];
static dev_t device;
static ino_t inode;
static uint32_t blocks; /* handed out */
static uint8_t *spare;  /* mapped and not yet handed out */
static uint32_t spares;
static struct block *common; /* holds everything but the threads' samples */
static char problem_text[sizeof path + 128];

static void problem(const char *what, int error) {
    snprintf(problem_text, sizeof problem_text, "%s: %s", what, strerror(error));
}

const char *file_problem(void) {
    return problem_text;
}

/* Raw calls: the library's own are points of cancellation. */
static int open_file(int flags) {
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags | O_CLOEXEC | O_NOFOLLOW, 0666);
}

static void close_file(int file) {
    syscall(SYS_close, file);
}

/* Maps so many blocks behind the last one. */
static uint8_t *map_blocks(int file, uint32_t number) {
    static const uint8_t zeros[BLOCK_SIZE];
    off_t offset = (off_t)(blocks + spares) * BLOCK_SIZE, end = offset + (off_t)number * BLOCK_SIZE;
    struct rlimit limit;
    if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && (rlim_t)end > limit.rlim_cur) {
        problem("the limit of file sizes is reached", EFBIG); /* asking for more would raise SIGXFSZ */
        return NULL;
    }
    /* Written first: a full disk is then an error here and not a SIGBUS later, and mapping written pages is cheap. */
    for (off_t at = offset; at < end;) {
        long written = syscall(SYS_pwrite64, file, zeros, (size_t)(BLOCK_SIZE - (at - offset) % BLOCK_SIZE), at);
        if (written <= 0) {
            problem("no room for more samples", written == 0 ? ENOSPC : errno);
            return NULL;
        }
        at += written;
    }
    size_t size = (size_t)(end - offset);
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, file, offset);
    if (memory == MAP_FAILED) {
        problem("the profile cannot be mapped", errno);
        return NULL;
    }
    madvise(memory, size, MADV_DONTFORK);
    return memory;
}

/* The next block of the file that is open there. */
static struct block *next_block(int file) {
    if (spares == 0) {
        uint32_t number = blocks < RUN ? 1 : RUN;
        spare = map_blocks(file, number);
        if (spare == NULL && number > 1) {
            number = 1;
            spare = map_blocks(file, number);
        }
        if (spare == NULL) {
            return NULL;
        }
        spares = number;
    }
    struct block *block = (void *)spare;
    spare += BLOCK_SIZE;
    spares--;
    block->index = blocks++;
    memcpy(block->magic, "APRFBLK1", sizeof block->magic);
    return block;
}

struct block *file_block(void) {
    if (spares > 0) {
        return next_block(-1);
    }
    int file = open_file(O_RDWR);
    if (file < 0) {
        problem("the profile cannot be opened again", errno);
        return NULL;
    }
    struct stat status;
    struct block *block = NULL;
    if (compat_fstat(file, &status) != 0 || status.st_dev != device || status.st_ino != inode) {
        problem("the profile was replaced by another file", EEXIST);
    } else {
        block = next_block(file);
    }
    close_file(file);
    return block;
}

void file_seal(struct block *block) {
    __atomic_store_n(&block->state, 1, __ATOMIC_RELEASE);
    munmap(block, BLOCK_SIZE);
}

void *block_payload(struct block *block) {
    return block->records + block->used + RECORD_HEAD;
}

void block_commit(struct block *block, uint32_t type, uint32_t length) {
    uint8_t *record = block->records + block->used;
    uint64_t h = UINT64_C(0x9E3779B97F4A7C15) ^ ((uint64_t)type << 32 | length);
    const uint64_t *words = (const void *)(record + RECORD_HEAD);
    for (uint32_t w = 0; w < length / 8; w++) {
        h = (h ^ words[w]) * UINT64_C(0xFF51AFD7ED558CCD);
        h ^= h >> 32;
    }
    uint32_t head[4] = {type, length, (uint32_t)h, 0};
    memcpy(record, head, sizeof head);
    uint32_t chain = (block->chain << 5 | block->chain >> 27) ^ (uint32_t)h;
    /* In this order, so that whatever instant is the process's last, the file is whole. */
    __atomic_store_n(&block->chain, chain, __ATOMIC_RELEASE);
    __atomic_store_n(&block->used, block->used + RECORD_HEAD + length, __ATOMIC_RELEASE);
}

/* Room for so many bytes of payload in the common block, set to zero; NULL: the file can grow no more. */
static void *common_payload(uint32_t length, uint32_t reserve) {
    if (common == NULL) {
        return NULL;
    }
    if (!block_room(common, length + reserve)) {
        struct block *next = reserve == 0 ? NULL : file_block();
        if (next == NULL) {
            return NULL;
        }
        file_seal(common);
        common = next;
    }
    return memset(block_payload(common), 0, length);
}

static uint32_t padded(size_t length) {
    return (uint32_t)(length + 7) & ~7U;
}

void file_region(uint32_t id, const char *name, uint32_t length) {
    uint8_t *payload = common_payload(padded(8 + length), NOTE_RESERVE);
    if (payload != NULL) {
        memcpy(payload, &id, 4);
        memcpy(payload + 4, &length, 4);
        memcpy(payload + 8, name, length);
        block_commit(common, RECORD_REGION, padded(8 + length));
    }
}

void file_executions(uint32_t region, uint32_t shift, uint64_t executions, uint64_t threads) {
    uint64_t *payload = common_payload(24, NOTE_RESERVE);
    if (payload != NULL) {
        payload[0] = region | (uint64_t)shift << 32;
        payload[1] = executions;
        payload[2] = threads;
        block_commit(common, RECORD_EXECUTIONS, 24);
    }
}

void file_note(const char *format, ...) {
    char text[NOTE_RESERVE - RECORD_HEAD - 64];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    uint32_t length = padded(strlen(text));
    char *payload = common_payload(length, NOTE_RESERVE);
    if (payload == NULL) {
        payload = common_payload(length, 0);
    }
    if (payload != NULL) {
        memcpy(payload, text, strlen(text));
        block_commit(common, RECORD_NOTE, length);
    }
}

void file_end(uint64_t nanoseconds) {
    uint64_t *payload = common_payload(8, 0);
    if (payload != NULL) {
        *payload = nanoseconds;
        block_commit(common, RECORD_END, 8);
    }
}

/* Bytes of the UTF-8 character there; 0 where there is none. */
static int character(const unsigned char *c) {
    int length = *c < 0x80 ? 1 : *c < 0xc2 ? 0 : *c < 0xe0 ? 2 : *c < 0xf0 ? 3 : *c < 0xf5 ? 4 : 0;
    for (int i = 1; i < length; i++) {
        if ((c[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    return length;
}

/* Appends a JSON string. */
static char *quoted(char *to, const char *text) {
    *to++ = '"';
    for (const char *c = text; *c != 0; c++) {
        int length = character((const unsigned char *)c);
        if (length != 1) {
            memcpy(to, length == 0 ? "?" : c, length == 0 ? 1 : (size_t)length);
            to += length == 0 ? 1 : length;
            c += length == 0 ? 0 : length - 1;
        } else if (*c == '"' || *c == '\\') {
            *to++ = '\\';
            *to++ = *c;
        } else if ((unsigned char)*c < 0x20) {
            to += sprintf(to, "\\u%04x", (unsigned)*c);
        } else {
            *to++ = *c;
        }
    }
    *to++ = '"';
    *to = 0;
    return to;
}

static void write_header(void) {
    static char json[BLOCK_ROOM - NOTE_RESERVE - RECORD_HEAD];
    char program[4096];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    program[length < 0 ? 0 : length] = 0;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    char *end = json;
    end += sprintf(end, "{\"format\": 1, \"runtime\": \"" AUTOPERF_VERSION "\", \"pid\": %d, \"parent\": %d, \"program\": ",
                   (int)getpid(), (int)getppid());
    end = quoted(end, program);
    end += sprintf(end, ", \"started\": %lld.%09ld, \"counters\": [", (long long)now.tv_sec, now.tv_nsec);
    for (int c = counters_first(); c < counters_end(); c++) {
        end += sprintf(end, c == counters_first() ? "{\"name\": " : ", {\"name\": ");
        end = quoted(end, counters_name(c));
        end += sprintf(end, ", \"unit\": \"%s\"}", counters_unit(c));
    }
    end += sprintf(end, "], \"budget\": %u}", settings.budget);
    uint32_t size = padded((size_t)(end - json));
    void *payload = common_payload(size, NOTE_RESERVE);
    if (payload != NULL) {
        memcpy(payload, json, (size_t)(end - json));
        block_commit(common, RECORD_HEADER, size);
    }
}

/* Takes the first free name: exec keeps the process's number, and containers that share the folder may share numbers. */
static bool publish(const char *made) {
    for (int n = 0; n < MAX_FILES; n++) {
        snprintf(path, sizeof path, "%s/%d-%d.aprof", settings.folder, (int)getpid(), n);
        if (syscall(SYS_renameat2, AT_FDCWD, made, AT_FDCWD, path, NO_REPLACE) == 0) {
            return true;
        }
        /* Kernels before 3.15 and some file systems cannot do it in one step. */
        if (errno != EEXIST && access(path, F_OK) != 0 && rename(made, path) == 0) {
            return true;
        }
        if (access(path, F_OK) != 0) {
            break;
        }
    }
    return false;
}

bool file_open(void) {
    static char made[sizeof path];
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    snprintf(made, sizeof made, "%s/%d-%lx.new", settings.folder, (int)getpid(),
             (unsigned long)now.tv_sec * 1000000000 + (unsigned long)now.tv_nsec);
    memcpy(path, made, sizeof path);
    int file = open_file(O_RDWR | O_CREAT | O_EXCL);
    if (file < 0) {
        problem(made, errno);
        return false;
    }
    struct stat status;
    if (compat_fstat(file, &status) == 0) {
        device = status.st_dev;
        inode = status.st_ino;
        blocks = spares = 0;
        common = next_block(file);
    } else {
        problem(made, errno);
    }
    close_file(file);
    if (common != NULL) {
        write_header();
        if (publish(made)) {
            return true;
        }
        problem(path, errno);
        file_seal(common);
        common = NULL;
    }
    syscall(SYS_unlinkat, AT_FDCWD, made, 0);
    return false;
}

void file_after_fork(void) {
    common = NULL; /* the parent's */
}
