#ifndef ROUTES_H
#define ROUTES_H

#define ROUTES 64
#define NAME_LENGTH 16

struct route {
    char name[NAME_LENGTH];
    int handler;
};

/* Takes over a table of ROUTES routes with different names. Called once, before any thread looks one up. */
void routes_set(const struct route *table);

/* The handler of a name, -1 where there is none. */
int routes_find(const char *name);

#endif
