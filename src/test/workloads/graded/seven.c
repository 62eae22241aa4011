/* A program of seven functions, each with a defect of its own: --defect 1 to 7 chooses one, --defect all has all, 0 none. */
#include "graded.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define FUNCTIONS 7
#define COUNT 4096
#define ROWS 512
#define COLUMNS 256

static bool defect[FUNCTIONS + 1];

struct data {
    uint64_t random, keys[COUNT];
    uint32_t numbers[COUNT], table[ROWS][COLUMNS];
    int32_t track[COUNT], mix[COUNT];
    uint8_t text[COUNT];
    int file;
};

/* 1: draws random numbers. Defect: twice, and only the second ones count. */
static uint64_t draw(struct data *data) {
    for (int draws = 0; draws < 12; draws++) {
        uint64_t again = data->random;
        for (int turn = 0; turn < (defect[1] ? 2 : 1); turn++) {
            data->random = again;
            for (int i = 0; i < COUNT; i++)
                data->keys[i] = random_next(&data->random);
            __asm__ volatile("" : : : "memory");
        }
    }
    for (int i = 0; i < COUNT; i++) {
        data->numbers[i] = (uint32_t) (data->keys[i] >> 32);
        data->track[i] = (int32_t) (data->keys[i] >> 48) - 32768;
        data->text[i] = (uint8_t) data->keys[i];
    }
    return data->keys[COUNT - 1];
}

/* 2: counts the numbers above a level. Defect: by a branch that no processor can foresee. */
static uint64_t count(struct data *data) {
    uint64_t above = 0;
    for (uint32_t turn = 1; turn < 16; turn += 2)
        for (int i = 0; i < COUNT; i++) {
            uint32_t number = data->numbers[i] * turn;
            if (!defect[2] || turn > 4) {
                above += number & -(number >> 31);
                __asm__ volatile("" : "+r"(above));
            } else if (number >> 31) {
                above += number;
                __asm__ volatile("" : "+r"(above));
            }
        }
    return above;
}

/* 3: adds up a table. Defect: by columns, where it is stored by rows. */
static uint64_t total(struct data *data) {
    uint64_t totals[COLUMNS] = {0};
    data->table[data->keys[0] % ROWS][data->keys[1] % COLUMNS]++;
    for (int i = 0; i < ROWS * COLUMNS; i++) {
        int row = defect[3] ? i % ROWS : i / COLUMNS, column = defect[3] ? i / ROWS : i % COLUMNS;
        totals[column] += data->table[row][column];
        __asm__ volatile("" : : : "memory");
    }
    uint64_t sum = 0;
    for (int column = 0; column < COLUMNS; column++)
        sum = fold(sum, totals[column]);
    return sum;
}

/* 4: writes to a file. Defect: by twice as many system calls. */
static uint64_t store(struct data *data) {
    int step = defect[4] ? 16 : 32;
    for (int at = 0; at < COUNT; at += step)
        workload_check(write(data->file, data->text + at, (size_t) step) == step, "cannot write");
    return data->text[0];
}

/* 5: copies a text. Defect: the first time into memory that the kernel maps anew. */
static uint64_t copy(struct data *data) {
    static _Thread_local uint8_t own[COUNT];
    uint64_t sum = 0;
    for (int turn = 0; turn < 24; turn++) {
        uint8_t *to = own;
        if (defect[5] && turn == 0)
            to = mmap(NULL, COUNT, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        workload_check(to != MAP_FAILED, "no memory");
        for (int i = 0; i < COUNT; i += 4) {
            to[i] = data->text[i];
            sum = sum * 31 + to[i];
        }
        if (to != own)
            munmap(to, COUNT);
    }
    return sum;
}

/* 6: finds numbers in a sorted list. Defect: step by step, not by halves. */
static uint64_t search(struct data *data) {
    static const int size = 512;
    uint64_t found = 0;
    for (int i = 0; i < COUNT; i += 4) {
        uint32_t number = data->numbers[i] >> 8;
        int low = 0;
        if (defect[6]) {
            while (low < size && (uint32_t) low << 15 < number)
                low++;
        } else {
            for (int high = size; low < high;) {
                int middle = (low + high) / 2;
                if ((uint32_t) middle << 15 < number)
                    low = middle + 1;
                else
                    high = middle;
            }
        }
        found = fold(found, (uint64_t) low);
    }
    return found;
}

/* 7: mixes a track. Defect: divides where a shift would do. */
static uint64_t blend(struct data *data) {
    uint64_t level = 0;
    int32_t divisor = 4;
    __asm__ volatile("" : "+r"(divisor));
    for (int take = 0; take < 12; take++)
        for (int i = 0; i < COUNT; i++) {
            int32_t difference = data->track[i] - data->mix[i];
            data->mix[i] += defect[7] ? (difference - (difference & 3)) / divisor : difference >> 2;
            level = fold(level, (uint64_t) data->mix[i]);
        }
    return level;
}

typedef uint64_t function(struct data *data);

static const struct {
    const char *region;
    function *run;
} functions[FUNCTIONS] = {{"draw", draw}, {"count", count}, {"total", total}, {"store", store},
        {"copy", copy}, {"search", search}, {"blend", blend}};

static uint64_t work(const struct options *options, int thread) {
    struct data *data = workload_allocate(sizeof *data);
    memset(data, 0, sizeof *data);
    data->random = random_start(options, thread);
    data->file = open("/dev/null", O_WRONLY);
    workload_check(data->file >= 0, "cannot open the file");
    uint64_t checksum = 0;
    for (long batch = 0; batch < options->size; batch++)
        for (int i = 0; i < FUNCTIONS; i++) {
            AUTOPERF_MARK_BEGIN(functions[i].region);
            checksum += functions[i].run(data);
            AUTOPERF_MARK_END(functions[i].region);
        }
    return checksum;
}

int main(int argc, char **argv) {
    if (argc > 2 && strcmp(argv[1], "--defect") == 0) {
        int number = argv[2][0] - '0';
        bool all = strcmp(argv[2], "all") == 0;
        if (!all && (number < 0 || number > FUNCTIONS || argv[2][1] != '\0')) {
            fprintf(stderr, "--defect takes a number from 0 to %d, or all, not '%s'\n", FUNCTIONS, argv[2]);
            return 2;
        }
        for (int i = 1; i <= FUNCTIONS; i++)
            defect[i] = all || i == number;
        argv[2] = argv[0];
        argv += 2;
        argc -= 2;
    }
    struct options options = workload_options(argc, argv, 300, 1000000);
    return workload_finish(workload_run(&options, work));
}
