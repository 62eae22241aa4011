/*
 * PAPI's part of a preflight in the emulated machine: what the Java side does through the JNI binding, by the same calls.
 * Says what PAPI says of itself, a line each: version, hypervisor, why it is switched off. Then reads lines of event
 * names and answers each with "counted" and the values, or with what failed.
 */
#include <papi.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { MOST = 64 };

static void count(int set, char *names[], int number) {
    long long values[MOST], ignored[MOST];
    for (int n = 0; n < number; n++) {
        int error = PAPI_add_named_event(set, names[n]);
        if (error != PAPI_OK) {
            printf("PAPI could not add %s: %s\n", number == 1 ? "it" : names[n], PAPI_strerror(error));
            return;
        }
    }
    int error = PAPI_start(set);
    if (error != PAPI_OK) {
        printf("PAPI could not start it: %s\n", PAPI_strerror(error));
        return;
    }
    nanosleep(&(struct timespec){0, 100000}, NULL);
    error = PAPI_read(set, values);
    PAPI_stop(set, ignored);
    if (error != PAPI_OK) {
        printf("PAPI could not read it: %s\n", PAPI_strerror(error));
        return;
    }
    printf("counted");
    for (int n = 0; n < number; n++) {
        printf(" %lld", values[n]);
    }
    printf("\n");
}

int main(void) {
    char line[8192], *names[MOST], *rest;
    int version = PAPI_library_init(PAPI_VER_CURRENT);
    printf("%d.%d.%d\n", PAPI_VERSION_MAJOR(version), PAPI_VERSION_MINOR(version), PAPI_VERSION_REVISION(version));
    printf("%s\n%s\n", PAPI_get_hardware_info()->virtual_vendor_string, PAPI_get_component_info(0)->disabled_reason);
    fflush(stdout);
    while (fgets(line, sizeof line, stdin) != NULL && line[0] != '\n') {
        int set = PAPI_NULL, number = 0;
        for (char *name = strtok_r(line, " \n", &rest); name != NULL && number < MOST; name = strtok_r(NULL, " \n", &rest)) {
            names[number++] = name;
        }
        PAPI_create_eventset(&set);
        count(set, names, number);
        PAPI_cleanup_eventset(set);
        PAPI_destroy_eventset(&set);
        fflush(stdout);
    }
    return 0;
}
