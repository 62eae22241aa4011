package io.jenkins.plugins.autoperf.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a process file tells about its regions, gathered while its samples pass by. */
final class RegionTable {
    private final List<Entry> entries = new ArrayList<>();
    private long[] samples = new long[64];
    private final Set<String> notes = new LinkedHashSet<>();

    private static final class Entry {
        private String name;
        private int log2Stride;
        private long executions;
        private int threads;
    }

    /** Counts a sample; false where the number is beyond the limit. */
    boolean count(int id) {
        if (id < 0 || id >= AprofFormat.MAXIMUM_REGIONS) {
            return false;
        }
        if (id >= samples.length) {
            samples = Arrays.copyOf(samples, Math.max(id + 1, 2 * samples.length));
        }
        samples[id]++;
        return true;
    }

    /** False where the region has another name already. */
    boolean name(int id, String name) {
        Entry entry = entry(id);
        if (entry.name != null && !entry.name.equals(name)) {
            return false;
        }
        entry.name = name;
        return true;
    }

    void executions(int id, int log2Stride, long executions, int threads) {
        Entry entry = entry(id);
        entry.log2Stride = log2Stride;
        entry.executions = executions;
        entry.threads = threads;
    }

    void note(String text) {
        if (notes.size() < AprofFormat.MAXIMUM_NOTES) {
            notes.add(text);
        }
    }

    List<RegionInfo> regions() {
        List<RegionInfo> regions = new ArrayList<>();
        for (int id = 0; id < Math.max(entries.size(), samples.length); id++) {
            Entry entry = id < entries.size() ? entries.get(id) : null;
            long read = id < samples.length ? samples[id] : 0;
            if (entry != null) {
                regions.add(new RegionInfo(
                        id,
                        entry.name == null ? "" : entry.name,
                        entry.log2Stride,
                        Math.max(entry.executions, read),
                        Math.max(entry.threads, read > 0 ? 1 : 0)));
            } else if (read > 0) {
                regions.add(new RegionInfo(id, "", 0, read, 1));
            }
        }
        return List.copyOf(regions);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    private Entry entry(int id) {
        while (entries.size() <= id) {
            entries.add(null);
        }
        Entry entry = entries.get(id);
        if (entry == null) {
            entry = new Entry();
            entries.set(id, entry);
        }
        return entry;
    }
}
