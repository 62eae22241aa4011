#include "page.h"
#include "workload.h"

uint64_t page_send(uint64_t visitor) {
    uint8_t *page = workload_allocate(PAGE_SIZE);
    page_fill(page, visitor);
    return page_checksum(page);
}
