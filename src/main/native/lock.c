#include "runtime.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

_Static_assert(sizeof(sigset_t) <= sizeof(((struct lock *)0)->signals), "room for the signal mask");

void lock_take(struct lock *lock) {
    sigset_t all, before;
    own_calls++;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    memcpy(lock->signals, &before, sizeof before);
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &lock->cancellation);
    pthread_mutex_lock(&mutex);
}

void lock_give(const struct lock *lock) {
    pthread_mutex_unlock(&mutex);
    pthread_setcancelstate(lock->cancellation, NULL);
    sigset_t before;
    own_calls++;
    memcpy(&before, lock->signals, sizeof before);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

void lock_after_fork(void) {
    static const pthread_mutex_t fresh = PTHREAD_MUTEX_INITIALIZER;
    mutex = fresh;
}
