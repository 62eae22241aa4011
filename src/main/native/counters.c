#include "state.h"

#include <papi.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static const char *const software_names[SOFTWARE_COUNTERS] = {
    "wall_ns",      "cpu_ns",       "user_ns",            "system_ns",
    "minor_faults", "major_faults", "voluntary_switches", "involuntary_switches"};

static char event_names[MAX_EVENTS][PAPI_MAX_STR_LEN];
static int events;       /* those that count */
static int component;    /* PAPI's, of the events */
static struct {
    char name[PAPI_MAX_STR_LEN];
    int error;
} refused[MAX_EVENTS];
static int refusals;

int counters_first(void) {
    return settings.software ? 0 : SOFTWARE_COUNTERS;
}

int counters_end(void) {
    return SOFTWARE_COUNTERS + events;
}

const char *counters_name(int reading) {
    return reading < SOFTWARE_COUNTERS ? software_names[reading] : event_names[reading - SOFTWARE_COUNTERS];
}

const char *counters_unit(int reading) {
    return reading < 4 ? "ns" : "count";
}

static uint64_t nanoseconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

uint64_t clock_wall(void) {
    own_calls++; /* under Valgrind the clock is no part of the program */
    return nanoseconds(CLOCK_MONOTONIC);
}

static uint64_t of_timeval(struct timeval time) {
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_usec * 1000;
}

/* Asking for the thread's clock brings the kernel's account of it up to date, so the rest is asked for after it. */
static inline void read_usage(uint64_t *readings) {
    struct rusage usage;
    readings[1] = nanoseconds(CLOCK_THREAD_CPUTIME_ID);
    getrusage(RUSAGE_THREAD, &usage);
    readings[2] = of_timeval(usage.ru_utime);
    readings[3] = of_timeval(usage.ru_stime);
    readings[4] = (uint64_t)usage.ru_minflt;
    readings[5] = (uint64_t)usage.ru_majflt;
    readings[6] = (uint64_t)usage.ru_nvcsw;
    readings[7] = (uint64_t)usage.ru_nivcsw;
}

static inline void read_events(const struct counters *counters, uint64_t *readings) {
    if (events == 0) {
        return;
    }
    if (settings.simulated) {
        simulation_read(readings + SOFTWARE_COUNTERS);
        return;
    }
    if (!counters->running || PAPI_read(counters->set, (long long *)readings + SOFTWARE_COUNTERS) != PAPI_OK) {
        memset(readings + SOFTWARE_COUNTERS, 0xff, (size_t)events * sizeof *readings);
        note_once(REMARK_UNREAD, "A thread's events could not be read from some time on: another program took the "
                                 "processor's counters, or no file descriptor was left or they were closed.");
    }
}

void counters_read_entering(const struct counters *counters, uint64_t *readings) {
    if (settings.software) {
        read_usage(readings);
    }
    read_events(counters, readings);
    readings[0] = clock_wall();
}

void counters_read_leaving(const struct counters *counters, uint64_t *readings) {
    readings[0] = clock_wall();
    read_events(counters, readings);
    if (settings.software) {
        read_usage(readings);
    }
}

/* An address of the thread's own: PAPI wants a number that no two living threads share. */
static unsigned long thread_number(void) {
    static __thread char mine;
    return (unsigned long)&mine;
}

static int new_set(int *set) {
    *set = PAPI_NULL;
    int error = PAPI_create_eventset(set);
    if (error == PAPI_OK) {
        error = PAPI_assign_eventset_component(*set, component);
    }
    return error == PAPI_OK && settings.multiplex ? PAPI_set_multiplex(*set) : error;
}

/* Adds an event and proves it by a start: PAPI takes many that no counter can count. */
static int prove(int set, const char *name) {
    long long values[MAX_EVENTS];
    int error = PAPI_add_named_event(set, name);
    if (error != PAPI_OK) {
        return error;
    }
    error = PAPI_start(set);
    if (error == PAPI_OK) {
        PAPI_stop(set, values);
    } else {
        PAPI_remove_named_event(set, name);
    }
    return error;
}

static void start(struct counters *counters) {
    counters->running = events > 0 && PAPI_start(counters->set) == PAPI_OK;
}

static int library_init(void) {
    int version = PAPI_library_init(PAPI_VER_CURRENT);
    if (version != PAPI_VER_CURRENT) {
        return version < 0 ? version : PAPI_EINVAL;
    }
    int error = PAPI_thread_init(thread_number);
    return error == PAPI_OK && settings.multiplex ? PAPI_multiplex_init() : error;
}

void counters_prove(struct counters *first_thread) {
    static char list[sizeof settings.events];
    events = refusals = 0;
    first_thread->set = PAPI_NULL;
    first_thread->running = false;
    if (settings.simulated) {
        while (events < SIMULATED_COUNTERS) {
            strcpy(event_names[events], simulation_name(events));
            events++;
        }
        return;
    }
    if (settings.events[0] == 0) {
        return;
    }
    memcpy(list, settings.events, sizeof list);
    int ready = library_init();
    char *rest;
    for (char *name = strtok_r(list, ", ", &rest); name != NULL; name = strtok_r(NULL, ", ", &rest)) {
        int code, error = ready;
        if (error == PAPI_OK) {
            error = strlen(name) >= sizeof event_names[0] ? PAPI_ENOEVNT : PAPI_event_name_to_code(name, &code);
        }
        if (error == PAPI_OK && first_thread->set == PAPI_NULL) {
            component = PAPI_get_event_component(code);
            error = new_set(&first_thread->set);
        }
        if (error == PAPI_OK) {
            error = events == MAX_EVENTS ? PAPI_ECNFLCT : prove(first_thread->set, name);
        }
        if (error == PAPI_OK) {
            strcpy(event_names[events++], name);
        } else if (refusals < MAX_EVENTS) {
            snprintf(refused[refusals].name, sizeof refused[0].name, "%s", name);
            refused[refusals++].error = error;
        }
    }
    start(first_thread);
}

void counters_explain(void) {
    if (settings.simulated && !simulation_present()) {
        file_note("A process did not run under Valgrind, so that nothing of it was simulated.");
    }
    for (int r = 0; r < refusals; r++) {
        file_note("%s is not counted: %s.", refused[r].name, PAPI_strerror(refused[r].error));
    }
}

void counters_open(struct counters *counters) {
    counters->set = PAPI_NULL;
    counters->running = false;
    if (events == 0 || settings.simulated || new_set(&counters->set) != PAPI_OK) {
        return;
    }
    for (int e = 0; e < events; e++) {
        if (PAPI_add_named_event(counters->set, event_names[e]) != PAPI_OK) {
            counters_close(counters);
            return;
        }
    }
    start(counters);
}

void counters_close(struct counters *counters) {
    if (counters->set == PAPI_NULL) {
        return;
    }
    if (counters->running) {
        long long values[MAX_EVENTS];
        PAPI_stop(counters->set, values);
        counters->running = false;
    }
    PAPI_cleanup_eventset(counters->set);
    PAPI_destroy_eventset(&counters->set);
    PAPI_unregister_thread();
}
