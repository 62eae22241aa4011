package io.jenkins.plugins.autoperf.papi;

import java.util.Arrays;

/**
 * Regions by number, for the code that is written into the methods of a running program: a number is a constant there, and needs
 * no name to be looked up. Begin and end never throw.
 */
public final class NumberedRegions {
    private static volatile Region[] regions = {};

    private NumberedRegions() {}

    /** A number for the region of that name, new at every call. */
    public static synchronized int add(String name) {
        Region[] more = Arrays.copyOf(regions, regions.length + 1);
        more[regions.length] = Region.of(name);
        regions = more;
        return more.length - 1;
    }

    /** Enters the region of that number; one that was not given out is ignored. */
    public static void begin(int number) {
        Region[] known = regions;
        if (number >= 0 && number < known.length) {
            known[number].open();
        }
    }

    /** Leaves it. */
    public static void end(int number) {
        Region[] known = regions;
        if (number >= 0 && number < known.length) {
            known[number].close();
        }
    }
}
