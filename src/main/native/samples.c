#include "state.h"

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Takes what happened between two readings out of the regions that are open. */
static void exclude(struct thread *thread, const uint64_t *before, const uint64_t *after) {
    for (uint32_t f = 0; f < thread->depth; f++) {
        uint64_t *entry = thread->frames[f].entry;
        for (int c = 0; thread->frames[f].sampled && c < counters_end(); c++) {
            if (entry[c] != UNREADABLE && after[c] >= before[c]) {
                entry[c] += after[c] - before[c];
            }
        }
    }
}

/* A new block costs time and page faults: the regions that are open are not charged for it. */
static __attribute__((noinline)) bool turn_block(struct thread *thread) {
    uint64_t before[MAX_READINGS], after[MAX_READINGS];
    struct lock lock;
    if (thread->depth > 0) {
        counters_read_leaving(&thread->counters, before);
    }
    lock_take(&lock);
    struct block *block = file_block();
    if (block == NULL) {
        give_up(file_problem());
    } else {
        if (thread->block != NULL) {
            file_seal(thread->block);
        }
        thread->block = block;
    }
    lock_give(&lock);
    if (thread->depth > 0) {
        counters_read_entering(&thread->counters, after);
        exclude(thread, before, after);
    }
    return block != NULL;
}

static bool make_room(struct thread *thread, uint32_t length) {
    return (thread->block != NULL && block_room(thread->block, length)) || turn_block(thread);
}

static bool write_thread(struct thread *thread) {
    if (!make_room(thread, 16)) {
        return false;
    }
    uint32_t numbers[2] = {thread->id, (uint32_t)syscall(SYS_gettid)};
    uint64_t start = clock_wall() - process_start;
    uint8_t *payload = block_payload(thread->block);
    memcpy(payload, numbers, sizeof numbers);
    memcpy(payload + 8, &start, sizeof start);
    block_commit(thread->block, RECORD_THREAD, 16);
    thread->recorded = true;
    return true;
}

/* The difference; all ones when a reading is missing, or when the kernel's account went backwards. */
static uint64_t difference(uint64_t from, uint64_t to) {
    return from == UNREADABLE || to < from ? UNREADABLE : to - from;
}

enum { FLAG_ABANDONED = 1, FLAG_COLD = 2 };

static void write_sample(struct thread *thread, const struct frame *frame, const uint64_t *exit, uint32_t depth,
                         bool abandoned) {
    struct {
        uint32_t region, thread;
        uint64_t ordinal, start;
        float work;
        uint16_t depth, flags;
    } head = {frame->region->id,
              thread->id,
              frame->ordinal,
              frame->entry[0] - process_start,
              (float)(thread->work - frame->work),
              (uint16_t)depth,
              (uint16_t)((abandoned ? FLAG_ABANDONED : 0) | (frame->sampled == COLD_SAMPLE ? FLAG_COLD : 0))};
    int first = counters_first(), end = counters_end();
    uint32_t length = (uint32_t)sizeof head + 8 * (uint32_t)(end - first);
    if ((!thread->recorded && !write_thread(thread)) || !make_room(thread, length)) {
        return;
    }
    uint8_t *payload = block_payload(thread->block);
    memcpy(payload, &head, sizeof head);
    uint64_t *values = (uint64_t *)(void *)(payload + sizeof head);
    for (int c = first; c < end; c++) {
        *values++ = difference(frame->entry[c], exit[c]);
    }
    block_commit(thread->block, RECORD_SAMPLE, length);
    struct tally *tally = tally_of(thread, frame->region);
    if (tally != NULL) {
        count_sample(frame->region, tally);
    }
}

void close_frames(struct thread *thread, uint32_t lowest, bool lowest_abandoned) {
    uint64_t exit[MAX_READINGS];
    bool read = false;
    int saved = errno;
    uint32_t depth = thread->depth;
    thread->depth = lowest;
    while (depth > lowest) {
        const struct frame *frame = &thread->frames[--depth];
        if (frame->sampled) {
            if (!read) {
                counters_read_leaving(&thread->counters, exit);
                read = true;
            }
            write_sample(thread, frame, exit, depth, depth > lowest || lowest_abandoned);
            if (settings.simulated) {
                simulation_leave();
            }
        }
    }
    errno = saved;
}
