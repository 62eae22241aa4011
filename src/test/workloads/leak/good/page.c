#include "page.h"
#include "workload.h"

#include <stdlib.h>

uint64_t page_send(uint64_t visitor) {
    uint8_t *page = workload_allocate(PAGE_SIZE);
    page_fill(page, visitor);
    uint64_t sent = page_checksum(page);
    free(page);
    return sent;
}
