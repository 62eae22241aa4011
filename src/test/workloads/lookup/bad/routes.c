#include "routes.h"

#include <string.h>

static const struct route *routes;

void routes_set(const struct route *table) {
    routes = table;
}

int routes_find(const char *name) {
    for (int i = 0; i < ROUTES; i++)
        if (strcmp(routes[i].name, name) == 0)
            return routes[i].handler;
    return -1;
}
