package io.jenkins.plugins.autoperf.papi;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A region of a Java program whose cost is to be watched:
 *
 * <pre>{@code
 * try (Region region = Region.begin("parse")) {
 *     parse(lines);
 *     Region.work(lines.size());
 * }
 * }</pre>
 *
 * Counted by the same runtime as C and C++ programs when AutoPerf's runner started the program; otherwise every call is a test of
 * a constant. Never throws, apart from a {@code null} name. Regions nest and recur. Begin and end are for the same thread; a
 * virtual thread may change its carrier in between, and its regions then say nothing.
 *
 * <p>A program that is annotated needs this one class and nothing else of AutoPerf.
 */
public final class Region implements AutoCloseable {
    /** Set by the runner to the path of the runtime, which it preloads too. */
    private static final String LIBRARY = "AUTOPERF_LIBRARY";

    private static final int LONGEST_NAME = 1024;
    private static final boolean COUNTED = load();
    private static final Region UNCOUNTED = new Region(0);
    private static final ConcurrentHashMap<String, Region> REGIONS = new ConcurrentHashMap<>();

    /** Where the name stands, for ever; 0 for none. */
    private final long name;

    private Region(long name) {
        this.name = name;
    }

    /** Enters a region. A name longer than 1,024 bytes of UTF-8 is cut there. */
    public static Region begin(String name) {
        Region region = of(name);
        region.open();
        return region;
    }

    /** The region of that name, not entered. */
    static Region of(String name) {
        if (!COUNTED) {
            return UNCOUNTED;
        }
        Region region = REGIONS.get(name);
        return region == null ? REGIONS.computeIfAbsent(name, Region::named) : region;
    }

    void open() {
        if (COUNTED && name != 0) {
            enter(name);
        }
    }

    /** Declares so many units of work (items, rows, bytes) done in every open region of this thread; less than 1 is ignored. */
    public static void work(long units) {
        if (COUNTED && units > 0) {
            declare(units);
        }
    }

    /** Leaves the region. */
    @Override
    public void close() {
        if (COUNTED && name != 0) {
            leave(name);
        }
    }

    /** Whether the runtime is there. */
    public static boolean counted() {
        return COUNTED;
    }

    private static boolean load() {
        try {
            String library = System.getenv(LIBRARY);
            if (library == null || library.isEmpty()) {
                return false;
            }
            System.load(library);
            return true;
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }

    private static Region named(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, LONGEST_NAME);
        while (length < text.length && length > 0 && (text[length] & 0xC0) == 0x80) {
            length--;
        }
        long address = reserve(length + 1);
        for (int i = 0; address != 0 && i < length; i++) {
            put(address + i, text[i] == 0 ? (byte) ' ' : text[i]);
        }
        return new Region(address);
    }

    private static native long reserve(int bytes);

    private static native void put(long address, byte value);

    private static native void enter(long name);

    private static native void leave(long name);

    private static native void declare(long units);
}
