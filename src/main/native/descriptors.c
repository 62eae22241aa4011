#include "runtime.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { OUT_OF_THE_WAY = 512 };

/*
 * PAPI's events keep their descriptors for as long as a thread lives. They get high numbers and are closed by exec: the
 * program sees the numbers that it would see without us, and where it closes them all and opens files of its own, PAPI does
 * not read from these.
 */
static long moved_away(long file) {
    struct rlimit limit;
    long lowest = OUT_OF_THE_WAY;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 2 * OUT_OF_THE_WAY) {
        lowest = (long)limit.rlim_cur / 2;
    }
    long moved = syscall(SYS_fcntl, file, F_DUPFD_CLOEXEC, lowest);
    if (moved < 0) {
        syscall(SYS_fcntl, file, F_SETFD, FD_CLOEXEC);
        return file;
    }
    syscall(SYS_close, file);
    return moved;
}

/* What PAPI calls in place of syscall(), see the Makefile. */
long papi_syscall(long number, long a, long b, long c, long d, long e) {
    long result = syscall(number, a, b, c, d, e);
    return number == SYS_perf_event_open && result >= 0 ? moved_away(result) : result;
}
