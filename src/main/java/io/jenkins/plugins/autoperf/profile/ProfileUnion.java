package io.jenkins.plugins.autoperf.profile;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.counter.Counter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Several profiles of the same program as one. */
final class ProfileUnion {
    private final List<Path> folders;
    private final List<Profile> profiles;
    private final Set<String> warnings = new LinkedHashSet<>();

    ProfileUnion(List<Path> folders, List<Profile> profiles) {
        this.folders = folders;
        this.profiles = profiles;
    }

    Profile profile() {
        Profile first = profiles.get(0);
        List<Counter> counters = first.counters().stream()
                .filter(c -> profiles.stream().allMatch(p -> p.column(c.name()) >= 0))
                .toList();
        if (counters.isEmpty()) {
            throw new AutoPerfException(
                    Kind.DATA, "The profiles have no counter in common, so that they cannot be used together.");
        }
        Optional<Profile> simulated = simulated();
        List<RunInfo> runs = new ArrayList<>();
        Map<String, List<RegionRun>> regions = new TreeMap<>();
        int offset = 0;
        for (int i = 0; i < profiles.size(); i++) {
            Profile profile = profiles.get(i);
            tell(folders.get(i), profile, counters);
            add(profile, offset, counters, runs, regions);
            offset = runs.stream().mapToInt(RunInfo::run).max().orElse(0);
        }
        List<RegionSamples> samples = new ArrayList<>();
        regions.forEach((name, list) -> samples.add(new RegionSamples(name, List.copyOf(list))));
        return new Profile(
                first.info(), counters, List.copyOf(runs), List.copyOf(samples), List.copyOf(warnings), simulated);
    }

    private Optional<Profile> simulated() {
        List<Profile> parts = profiles.stream().flatMap(p -> p.simulated().stream()).toList();
        if (parts.size() < profiles.size()) {
            if (!parts.isEmpty()) {
                warnings.add("Simulated counts were left out, because not every profile has them.");
            }
            return Optional.empty();
        }
        Profile joined = new ProfileUnion(folders, parts).profile();
        joined.warnings().forEach(warning -> warnings.add("Simulated: " + warning));
        return Optional.of(joined);
    }

    private void tell(Path folder, Profile profile, List<Counter> counters) {
        profile.warnings().forEach(w -> warnings.add(folder + ": " + w));
        Machine machine = profile.info().machine();
        Machine first = profiles.get(0).info().machine();
        if (!machine.fingerprint().equals(first.fingerprint())) {
            warnings.add(folder + " was measured on another machine (" + machine.fingerprint() + ") than " + folders.get(0)
                    + " (" + first.fingerprint() + ").");
        }
        List<String> left = profile.counters().stream()
                .map(Counter::name)
                .filter(name -> counters.stream().noneMatch(c -> c.name().equals(name)))
                .toList();
        if (!left.isEmpty()) {
            warnings.add(folder + ": counters that not every profile has were left out: " + String.join(", ", left) + ".");
        }
    }

    private static void add(
            Profile profile, int offset, List<Counter> counters, List<RunInfo> runs, Map<String, List<RegionRun>> regions) {
        int[] columns = counters.stream().mapToInt(c -> profile.column(c.name())).toArray();
        for (RunInfo r : profile.runs()) {
            runs.add(new RunInfo(r.run() + offset, r.pass(), r.counted(), r.started(), r.seconds(), r.exitCode(),
                    r.timedOut(), r.canary(), r.folder()));
        }
        for (RegionSamples region : profile.regions()) {
            for (RegionRun run : region.runs()) {
                regions.computeIfAbsent(region.name(), n -> new ArrayList<>())
                        .add(Columns.select(run, run.run() + offset, columns));
            }
        }
    }
}
