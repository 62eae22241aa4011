#ifndef AUTOPERF_GUARD_
#if defined(__x86_64__) && !defined(__ILP32__)
#define AUTOPERF_ADDRESS_(symbol) "movq " symbol "@GOTPCREL(%%rip), %0"
#elif defined(__aarch64__)
#define AUTOPERF_ADDRESS_(symbol) "adrp %0, :got:" symbol "\n\tldr %0, [%0, :got_lo12:" symbol "]"
#else
#error "AutoPerf has no runtime for this processor"
#endif
#define AUTOPERF_CALL_(symbol, region) \
    void (*autoperf_call_)(const char *); \
    __asm__(".weak " symbol "\n\t" AUTOPERF_ADDRESS_(symbol) : "=r"(autoperf_call_)); \
    if (__builtin_expect(autoperf_call_ != 0, 0)) { autoperf_call_(region); }
#ifdef __cplusplus
extern "C++" {
namespace autoperf_guard_ {
struct autoperf_region_ {
    const char *const autoperf_name_;
    __attribute__((__always_inline__)) explicit autoperf_region_(const char *autoperf_given_) : autoperf_name_(autoperf_given_) {
        AUTOPERF_CALL_("autoperf_v1_begin", autoperf_given_)
    }
    __attribute__((__always_inline__)) ~autoperf_region_() { AUTOPERF_CALL_("autoperf_v1_end", autoperf_name_) }
};
}
}
#define AUTOPERF_GUARD_(number, region) const ::autoperf_guard_::autoperf_region_ autoperf_guard_##number(region);
#else
extern __inline__ __attribute__((__gnu_inline__, __always_inline__)) const char *autoperf_guard_begin_(const char *autoperf_given_) {
    AUTOPERF_CALL_("autoperf_v1_begin", autoperf_given_)
    return autoperf_given_;
}
extern __inline__ __attribute__((__gnu_inline__, __always_inline__)) void autoperf_guard_end_(const char *const *autoperf_name_) {
    AUTOPERF_CALL_("autoperf_v1_end", *autoperf_name_)
}
#define AUTOPERF_GUARD_(number, region) \
    __attribute__((__cleanup__(autoperf_guard_end_), __unused__)) const char *const autoperf_guard_##number = autoperf_guard_begin_(region);
#endif
#endif
