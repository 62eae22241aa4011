#include "runtime.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEFAULT_BUDGET = 1024 };

struct settings settings;

static uint32_t number(const char *text, uint32_t otherwise) {
    if (text == NULL || *text < '0' || *text > '9') {
        return otherwise;
    }
    char *end;
    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    return *end != 0 || errno != 0 || value < 1 || value > INT32_MAX ? otherwise : (uint32_t)value;
}

void settings_read(void) {
    const char *folder = secure_getenv("AUTOPERF_OUTPUT");
    if (folder == NULL || *folder == 0) {
        return;
    }
    const char *events = secure_getenv("AUTOPERF_EVENTS");
    const char *software = secure_getenv("AUTOPERF_SOFTWARE");
    const char *simulated = secure_getenv("AUTOPERF_SIMULATED");
    const char *multiplex = secure_getenv("AUTOPERF_MULTIPLEX");
    settings.multiplex = multiplex != NULL && strcmp(multiplex, "1") == 0;
    settings.budget = number(secure_getenv("AUTOPERF_SAMPLES"), DEFAULT_BUDGET);
    settings.simulated = simulated != NULL && strcmp(simulated, "1") == 0;
    settings.software = !settings.simulated && (software == NULL || strcmp(software, "0") != 0);
    if (events != NULL && !settings.simulated) {
        snprintf(settings.events, sizeof settings.events, "%s", events);
    }
    /* The program may change its folder, so ours is made absolute now. */
    size_t length = 0;
    if (*folder != '/' && getcwd(settings.folder, sizeof settings.folder - 1) != NULL) {
        length = strlen(settings.folder);
        settings.folder[length++] = '/';
    }
    snprintf(settings.folder + length, sizeof settings.folder - length, "%s", folder);
    labels_read(secure_getenv("AUTOPERF_REGIONS"));
    if (settings.simulated) {
        simulation_start();
    }
}
