/*
 * AutoPerf: marks the regions of a program whose cost is to be watched. C and C++.
 *
 *     #include <autoperf.h>
 *
 *     autoperf_region_begin("parse");        {
 *     parse(lines, n);                           autoperf::Region region("parse");      // C++: ends with the scope
 *     autoperf_work(n);                          parse(lines);
 *     autoperf_region_end("parse");          }
 *
 * The header is all that a program needs: nothing is to be linked. Unless libautoperf.so is preloaded (or linked), a
 * call is a load and a branch.
 */
#ifndef AUTOPERF_H
#define AUTOPERF_H

#include <stdint.h>

/* Version of the binary interface. The functions of another version have other names, so both can be in one process. */
#define AUTOPERF_ABI 1

#if defined(__linux__) && defined(__GNUC__)

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The address of a runtime function, or 0 where there is no runtime. A linker that makes an executable sets a weak
 * function that it does not find to 0 for ever, unless it is only ever read from the global offset table: then it is
 * left to the dynamic linker, and so to the preload. Compilers read the table in position-independent code alone.
 */
#if defined(__x86_64__) && !defined(__ILP32__)
#define AUTOPERF_FUNCTION(pointer, name) \
    __asm__(".weak " name "\n\tmovq " name "@GOTPCREL(%%rip), %0" : "=r"(pointer))
#elif defined(__aarch64__)
#define AUTOPERF_FUNCTION(pointer, name) \
    __asm__(".weak " name "\n\tadrp %0, :got:" name "\n\tldr %0, [%0, :got_lo12:" name "]" : "=r"(pointer))
#else
#define AUTOPERF_FUNCTION(pointer, name) ((pointer) = 0)
#endif

/* Enters a region. Regions nest and recur. */
static inline void autoperf_region_begin(const char *name) {
    void (*begin)(const char *);
    AUTOPERF_FUNCTION(begin, "autoperf_v1_begin");
    if (__builtin_expect(begin != 0, 0)) {
        begin(name);
    }
}

/* Leaves the innermost open region of that name, and with it those entered inside and never left. */
static inline void autoperf_region_end(const char *name) {
    void (*end)(const char *);
    AUTOPERF_FUNCTION(end, "autoperf_v1_end");
    if (__builtin_expect(end != 0, 0)) {
        end(name);
    }
}

/* Declares so many units of work (items, rows, bytes) done in every open region of this thread. */
static inline void autoperf_work(uint64_t units) {
    void (*work)(uint64_t);
    AUTOPERF_FUNCTION(work, "autoperf_v1_work");
    if (__builtin_expect(work != 0, 0)) {
        work(units);
    }
}

#ifdef __cplusplus
}
#endif

#else

static inline void autoperf_region_begin(const char *name) { (void)name; }
static inline void autoperf_region_end(const char *name) { (void)name; }
static inline void autoperf_work(uint64_t units) { (void)units; }

#endif

#define AUTOPERF_MARK_BEGIN(name) autoperf_region_begin(name)
#define AUTOPERF_MARK_END(name) autoperf_region_end(name)

#ifdef __cplusplus
namespace autoperf {

/* A region that ends with its scope, also by an exception. */
class Region {
  public:
    explicit Region(const char *name) : name_(name) { autoperf_region_begin(name_); }
    ~Region() { autoperf_region_end(name_); }

  private:
    Region(const Region &);
    Region &operator=(const Region &);
    const char *const name_;
};

}
#endif

#endif
