/* Half of the threads make parcels and hand them over in a queue to the other half. Defect: a parcel is packed twice. */
#include "graded.h"

#include <pthread.h>
#include <string.h>

#define PARCEL 2048
#define PLACES 4

typedef uint8_t parcel[PARCEL];

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    parcel *places[PLACES];
    long put, taken;
};

static struct queue queues[MAX_THREADS / 2];

/* Waits until a parcel may be put (or taken), and gives its place in the queue. */
static parcel *wait_for(struct queue *queue, bool put) {
    pthread_mutex_lock(&queue->lock);
    while (put ? queue->put - queue->taken == PLACES : queue->put == queue->taken)
        pthread_cond_wait(&queue->changed, &queue->lock);
    pthread_mutex_unlock(&queue->lock);
    return queue->places[(put ? queue->put : queue->taken) % PLACES];
}

static void done(struct queue *queue, long *count) {
    pthread_mutex_lock(&queue->lock);
    ++*count;
    pthread_cond_signal(&queue->changed);
    pthread_mutex_unlock(&queue->lock);
}

/* Packs what stands on the shelf: each byte depends on the one before. */
__attribute__((noinline)) static void pack(uint8_t *parcel, const uint8_t *shelf) {
    uint8_t last = 0;
    for (int i = 0; i < PARCEL; i++) {
        parcel[i] = (uint8_t) (shelf[i] - last);
        last = shelf[i];
    }
}

static void make(const struct options *options, struct queue *queue, uint64_t random) {
    parcel *shelf = workload_allocate((uint64_t) graded.items * sizeof *shelf);
    uint32_t steps = 0;
    for (long batch = 0; batch < options->size; batch++) {
        AUTOPERF_MARK_BEGIN("make");
        for (long i = 0; i < graded.items; i++)
            for (int at = 0; at < PARCEL; at += 8) {
                uint64_t r = random_next(&random);
                memcpy(shelf[i] + at, &r, 8);
            }
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("make");

        parcel *place = wait_for(queue, true);
        AUTOPERF_MARK_BEGIN("pack");
        for (long i = 0; i < graded.items; i++) {
            if (graded_defect(&steps))
                for (int again = 0; again < 2; again++)
                    pack(place[i], shelf[i]);
            pack(place[i], shelf[i]);
        }
        graded_check((uint64_t) batch);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("pack");
        done(queue, &queue->put);
    }
}

static uint64_t take(const struct options *options, struct queue *queue) {
    uint64_t checksum = 0;
    for (long batch = 0; batch < options->size; batch++) {
        parcel *place = wait_for(queue, false);
        AUTOPERF_MARK_BEGIN("take");
        for (long i = 0; i < graded.items; i++)
            for (int at = 0; at < PARCEL; at += 4)
                checksum = fold(checksum, place[i][at]);
        autoperf_work((uint64_t) graded.items);
        AUTOPERF_MARK_END("take");
        done(queue, &queue->taken);
    }
    return checksum;
}

static uint64_t trade(const struct options *options, int thread) {
    struct queue *queue = &queues[thread / 2];
    if (thread % 2 == 1)
        return take(options, queue);
    make(options, queue, random_start(options, thread));
    return 0;
}

int main(int argc, char **argv) {
    graded_options(argc, argv, &(struct grading) {
        .size = 300, .threads = 2, .items = 200, .defect = 153, .rounds = 60000, .check = 27.6,
    });
    workload_check(graded.options.threads % 2 == 0, "the number of threads must be even");
    for (int pair = 0; pair < graded.options.threads / 2; pair++) {
        queues[pair] = (struct queue) {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
        for (int place = 0; place < PLACES; place++)
            queues[pair].places[place] = workload_allocate((uint64_t) graded.items * sizeof(parcel));
    }
    return workload_finish(workload_run(&graded.options, trade));
}
