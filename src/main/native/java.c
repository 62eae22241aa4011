/*
 * The Java side of the region runtime: the native methods of io.jenkins.plugins.autoperf.papi.Region, which loads this
 * library by its path. They pass numbers only and call nothing of the JVM, so that no JDK header is needed here: to C,
 * a JNI environment and a class are two pointers that nobody looks at.
 */
#include "autoperf.h"

#include <stdint.h>
#include <stdlib.h>

#define JAVA_REGION(result, name) \
    __attribute__((visibility("default"))) result Java_io_jenkins_plugins_autoperf_papi_Region_##name

/* Room for a region's name that stays for ever (the runtime knows regions by the address), zeroed; 0 if there is none. */
JAVA_REGION(int64_t, reserve)(void *environment, void *class, int32_t bytes) {
    (void)environment, (void)class;
    return (int64_t)(intptr_t)calloc((size_t)bytes, 1);
}

JAVA_REGION(void, put)(void *environment, void *class, int64_t address, int8_t byte) {
    (void)environment, (void)class;
    *(int8_t *)(intptr_t)address = byte;
}

JAVA_REGION(void, enter)(void *environment, void *class, int64_t name) {
    (void)environment, (void)class;
    autoperf_region_begin((const char *)(intptr_t)name);
}

JAVA_REGION(void, leave)(void *environment, void *class, int64_t name) {
    (void)environment, (void)class;
    autoperf_region_end((const char *)(intptr_t)name);
}

JAVA_REGION(void, declare)(void *environment, void *class, int64_t units) {
    (void)environment, (void)class;
    autoperf_work((uint64_t)units);
}
