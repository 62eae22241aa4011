#include "state.h"

#include <errno.h>

static struct slot *slot_of(struct thread *thread, const char *name) {
    return &thread->slots[((uintptr_t)name * UINT64_C(0x9E3779B97F4A7C15)) >> 58];
}

_Static_assert(SLOTS == 1 << (64 - 58), "the slot is the upper bits of a product");

static __attribute__((noinline)) bool fill_slot(struct thread *thread, struct slot *slot, const char *name) {
    int saved = errno;
    struct region *region = region_named(name);
    struct tally *tally = region == NULL ? NULL : tally_of(thread, region);
    errno = saved;
    if (tally == NULL) {
        return false;
    }
    *slot = (struct slot){name, region, tally};
    return true;
}

static enum sampled is_sample(const struct thread *thread, const struct region *region, uint64_t ordinal) {
    if (AUTOPERF_UNLIKELY(settings.simulated)) {
        return simulation_enter(ordinal);
    }
    uint32_t shift = __atomic_load_n(&region->shift, __ATOMIC_RELAXED);
    return shift == 0 || ((ordinal + thread->id) * UINT64_C(0x9E3779B97F4A7C15)) >> (64 - shift) == 0 ? SAMPLE : NO_SAMPLE;
}

static inline void enter(const char *name) {
    struct life *here = life;
    struct thread *thread = self;
    if (AUTOPERF_UNLIKELY(thread == NULL || here == NULL || !here->alive) && (thread = attach()) == NULL) {
        return;
    }
    struct slot *slot = slot_of(thread, name);
    if (AUTOPERF_UNLIKELY(slot->name != name || !same_name(slot->region, name)) && !fill_slot(thread, slot, name)) {
        return;
    }
    struct region *region = slot->region;
    uint64_t ordinal = slot->tally->executions;
    __atomic_store_n(&slot->tally->executions, ordinal + 1, __ATOMIC_RELAXED);
    if (AUTOPERF_UNLIKELY(ordinal == 0)) {
        __atomic_add_fetch(&region->threads, 1, __ATOMIC_RELAXED);
    }
    if (AUTOPERF_UNLIKELY(thread->depth == MAX_DEPTH)) {
        thread->overflow++;
        note_once(REMARK_DEPTH, "More than 64 regions are open at once in a thread: the innermost are counted, not measured.");
        return;
    }
    struct frame *frame = &thread->frames[thread->depth];
    frame->region = region;
    frame->name = name;
    frame->ordinal = ordinal;
    frame->work = thread->work;
    frame->sampled = is_sample(thread, region, ordinal);
    thread->depth++;
    if (frame->sampled) {
        int saved = errno;
        counters_read_entering(&thread->counters, frame->entry);
        errno = saved;
    }
}

static __attribute__((noinline)) void leave_below_top(struct thread *thread, const char *name) {
    if (thread->overflow > 0) {
        thread->overflow--;
        return;
    }
    for (uint32_t f = thread->depth; f > 0; f--) {
        if (same_name(thread->frames[f - 1].region, name)) {
            close_frames(thread, f - 1, false);
            return;
        }
    }
    if (thread->inherited > 0) {
        thread->inherited--;
    } else {
        note_once(REMARK_END, "A region was ended that had not been begun on that thread: such ends are ignored.");
    }
}

static inline void leave(const char *name) {
    struct life *here = life;
    struct thread *thread = self;
    if (AUTOPERF_UNLIKELY(thread == NULL || here == NULL || !here->alive)) {
        return;
    }
    uint32_t depth = thread->depth;
    const struct frame *top = &thread->frames[depth - 1];
    if (AUTOPERF_UNLIKELY(depth == 0 || thread->overflow > 0 || (top->name != name && !same_name(top->region, name)))) {
        leave_below_top(thread, name);
    } else if (top->sampled) {
        close_frames(thread, depth - 1, false);
    } else {
        thread->depth = depth - 1;
    }
}

static inline void pause_counting(void) {
    if (AUTOPERF_UNLIKELY(settings.simulated)) {
        simulation_pause();
    }
}

static inline void resume_counting(void) {
    if (AUTOPERF_UNLIKELY(settings.simulated)) {
        simulation_resume();
    }
}

/* A signal may find us at work: then its handler's regions are not for us. */
static __attribute__((noinline)) void guarded_enter(const char *name) {
    if (!busy && name != NULL) {
        busy = 1;
        pause_counting();
        enter(name);
        resume_counting();
        busy = 0;
    }
}

static __attribute__((noinline)) void guarded_leave(const char *name) {
    if (!busy && name != NULL) {
        busy = 1;
        pause_counting();
        leave(name);
        resume_counting();
        busy = 0;
    }
}

AUTOPERF_EXPORT void autoperf_v1_begin(const char *name) {
    if (life != NULL) {
        guarded_enter(name);
    }
}

AUTOPERF_EXPORT void autoperf_v1_end(const char *name) {
    if (life != NULL) {
        guarded_leave(name);
    }
}

AUTOPERF_EXPORT void autoperf_v1_work(uint64_t units) {
    if (life != NULL && self != NULL) {
        self->work += units;
    }
}

/* PAPI's high-level interface, so that a program annotated for it needs no change. 0 is PAPI_OK. */
AUTOPERF_EXPORT int PAPI_hl_region_begin(const char *name) {
    autoperf_v1_begin(name);
    return 0;
}

AUTOPERF_EXPORT int PAPI_hl_region_end(const char *name) {
    autoperf_v1_end(name);
    return 0;
}
