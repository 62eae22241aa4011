/* A region that an exception leaves: with the guard it ends, without it the outer region's end closes it. */
#include <autoperf.h>

#include <stdexcept>

int main() {
    autoperf::Region outer("outer");
    try {
        autoperf::Region guarded("guarded");
        throw std::runtime_error("out");
    } catch (const std::runtime_error &) {
    }
    try {
        autoperf_region_begin("unguarded");
        throw std::runtime_error("out");
    } catch (const std::runtime_error &) {
    }
    return 0;
}
