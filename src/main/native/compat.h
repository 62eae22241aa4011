/*
 * glibc 2.17 is the oldest that the runtime loads on. What this compiler's glibc would bind to later versions of is
 * bound to the old ones here, or defined by ourselves, for PAPI too.
 */
#ifndef AUTOPERF_COMPAT_H
#define AUTOPERF_COMPAT_H

#include <sys/stat.h>

int compat_fstat(int file, struct stat *status);

/* Weak: before glibc 2.34 these are in libpthread, and a program without it has no threads. */
#if defined(__x86_64__)
#define COMPAT_BASE "GLIBC_2.2.5"
#else
#define COMPAT_BASE "GLIBC_2.17"
#endif
#define COMPAT_WEAK(name) \
    extern __typeof__(name) name __attribute__((weak)); \
    __asm__(".symver " #name ", " #name "@" COMPAT_BASE)

#endif
