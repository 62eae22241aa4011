package io.jenkins.plugins.autoperf.profile;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.counter.Counter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Brings profile folders into memory: process files summed, passes joined, what is unusable left out with a warning. */
public final class ProfileLoader {
    /** Samples of one region in one run that are kept where nothing else is asked. */
    public static final int DEFAULT_MAXIMUM = 4_096;

    private final ProfileFolder folder;
    private final int maximum;
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Map<String, Counter> counters = new LinkedHashMap<>();
    private RunFiles lastFiles = new RunFiles(List.of(), List.of());

    private ProfileLoader(Path folder, int maximum) {
        this.folder = ProfileFolder.open(folder);
        this.maximum = maximum;
    }

    public static Profile load(Path folder) {
        return load(folder, DEFAULT_MAXIMUM);
    }

    /**
     * Loads one profile.
     *
     * @param maximum samples of a region in a run; where there are more, an even selection of them is taken
     * @throws AutoPerfException where nothing usable remains, or the folder holds no profile
     */
    public static Profile load(Path folder, int maximum) {
        if (maximum < 1) {
            throw new AutoPerfException(Kind.USAGE, "At least one sample of a region and run must be kept.");
        }
        return new ProfileLoader(folder, maximum).load();
    }

    /**
     * Loads several profiles as one: the runs are numbered on, and counters that not all of them have are left out.
     * What was measured is that of the first.
     */
    public static Profile load(List<Path> folders, int maximum) {
        if (folders.isEmpty()) {
            throw new AutoPerfException(Kind.USAGE, "Give at least one profile folder.");
        }
        List<Profile> profiles = folders.stream().map(f -> load(f, maximum)).toList();
        return profiles.size() == 1 ? profiles.get(0) : new ProfileUnion(folders, profiles).profile();
    }

    private Profile load() {
        Optional<Profile> simulated = simulated();
        for (List<Counter> group : folder.info().groups()) {
            group.forEach(c -> counters.putIfAbsent(c.name(), c));
        }
        Map<String, Integer> columns = new LinkedHashMap<>();
        counters.keySet().forEach(name -> columns.put(name, columns.size()));
        List<RunInfo> runs = folder.runs();
        Map<Integer, List<RunInfo>> usable = usable(runs);
        RunLoader loader = new RunLoader(columns, maximum, warnings);
        Map<String, List<RegionRun>> regions = new TreeMap<>();
        usable.forEach((run, passes) -> {
            List<RunFiles> files = passes.stream()
                    .map(p -> RunFiles.read(folder.runFolder(p.folder())))
                    .toList();
            lastFiles = files.get(files.size() - 1);
            loader.load(run, files)
                    .forEach((name, r) -> regions.computeIfAbsent(name, n -> new ArrayList<>()).add(r));
        });
        refuseNothing(regions);
        return withSeenColumns(runs, regions, loader.seen(), simulated);
    }

    /** Run number to its passes in order, of the runs whose passes all succeeded. */
    private Map<Integer, List<RunInfo>> usable(List<RunInfo> runs) {
        Map<Integer, Map<Integer, RunInfo>> byRun = new TreeMap<>();
        Set<Integer> failed = new LinkedHashSet<>();
        for (RunInfo run : runs) {
            if (!run.counted()) {
                continue;
            }
            byRun.computeIfAbsent(run.run(), r -> new TreeMap<>()).put(run.pass(), run);
            if (!run.succeeded() && failed.add(run.run())) {
                warnings.add("Run " + run.run() + " was left out: "
                        + (run.timedOut() ? "it ran out of time." : "it ended with exit code " + run.exitCode() + "."));
            }
        }
        int passes = folder.info().groups().size();
        Map<Integer, List<RunInfo>> usable = new TreeMap<>();
        byRun.forEach((run, byPass) -> {
            if (failed.contains(run)) {
                return;
            }
            if (byPass.size() < passes) {
                warnings.add("Run " + run + " was left out: only " + byPass.size() + " of its " + passes
                        + " passes were finished.");
                return;
            }
            usable.put(run, List.copyOf(byPass.values()));
        });
        if (usable.isEmpty()) {
            throw new AutoPerfException(
                    Kind.WORKLOAD,
                    "No run in " + folder.path() + " succeeded. "
                            + (warnings.isEmpty() ? "" : String.join(" ", warnings) + " ")
                            + "See stderr.txt in the folders of the runs, mend the program or its arguments, and measure"
                            + " again.");
        }
        return usable;
    }

    private void refuseNothing(Map<String, List<RegionRun>> regions) {
        if (regions.isEmpty()) {
            throw lastFiles.noRegion();
        }
        if (regions.values().stream().flatMap(List::stream).mapToInt(RegionRun::samples).sum() == 0) {
            throw new AutoPerfException(
                    Kind.DATA,
                    folder.path() + " holds no sample, though regions were executed. "
                            + (warnings.isEmpty() ? "" : String.join(" ", warnings) + " ")
                            + "Measure again, in one pass if the program does not do the same work each time.");
        }
    }

    private Profile withSeenColumns(List<RunInfo> runs, Map<String, List<RegionRun>> regions, BitSet seen, Optional<Profile> simulated) {
        List<Counter> all = List.copyOf(counters.values());
        for (int c = seen.nextClearBit(0); c < all.size(); c = seen.nextClearBit(c + 1)) {
            warnings.add("The counter " + all.get(c).name() + " was wanted, and no process file has it.");
        }
        List<RegionSamples> samples = new ArrayList<>();
        regions.forEach((name, list) -> samples.add(new RegionSamples(
                name, list.stream().map(r -> Columns.select(r, r.run(), seen.stream().toArray())).toList())));
        return new Profile(
                folder.info(),
                seen.stream().mapToObj(all::get).toList(),
                runs,
                List.copyOf(samples),
                List.copyOf(warnings),
                simulated);
    }

    /** The native runs are worth something without them, so that what is wrong with simulated ones is a warning. */
    private Optional<Profile> simulated() {
        if (!ProfileFolder.isProfile(folder.simulated())) {
            return Optional.empty();
        }
        try {
            List<RunInfo> runs = ProfileFolder.open(folder.simulated()).runs();
            Optional<RunInfo> failed = runs.stream().filter(run -> !run.succeeded()).findFirst();
            if (runs.isEmpty() || runs.size() == 1 && failed.isPresent()) {
                warnings.add("There are no simulated counts: "
                        + failed.map(ProfileLoader::failure).orElse("that run was interrupted") + ".");
                return Optional.empty();
            }
            Profile profile = load(folder.simulated(), maximum);
            profile.warnings().forEach(warning -> warnings.add("Simulated: " + warning));
            return Optional.of(profile);
        } catch (AutoPerfException e) {
            warnings.add("There are no simulated counts. " + e.getMessage());
            return Optional.empty();
        }
    }

    private static String failure(RunInfo run) {
        return run.timedOut()
                ? "that run was ended after " + Math.round(run.seconds()) + " s because it took too long"
                : "that run ended with exit code " + run.exitCode() + ", see its stderr.txt";
    }
}
