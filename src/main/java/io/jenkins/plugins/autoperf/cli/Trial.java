package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import io.jenkins.plugins.autoperf.profile.RunInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which regions of an automatically annotated program cost too much to be kept, from one run of it. */
final class Trial {
    /** A shorter execution is mostly the cost of its measurement. */
    static final double SHORTEST_NANOSECONDS = 1_000;
    /** What all regions together may slow the program down by. */
    static final double LARGEST_SHARE = 0.05;
    /** What an execution costs that is no sample, and the larger part of these are none: see docs/region-runtime.md. */
    private static final double NANOSECONDS_PER_EXECUTION = 20;

    private Trial() {}

    private record Cost(String region, long executions, double nanoseconds, double share) {}

    private static List<Cost> costs(Profile profile) {
        double wall = 1e9 * profile.runs().stream().filter(RunInfo::counted).mapToDouble(RunInfo::seconds).sum();
        int column = profile.column(Counter.WALL);
        return profile.regions().stream()
                .map(region -> new Cost(
                        region.name(),
                        region.executions(),
                        mean(region, column),
                        region.executions() * NANOSECONDS_PER_EXECUTION / wall))
                .sorted(Comparator.comparingDouble(Cost::share).reversed())
                .toList();
    }

    /** What part of the program's time the executions of each region cost, by an estimate; the largest first. */
    static Map<String, Double> shares(Profile profile) {
        Map<String, Double> shares = new LinkedHashMap<>();
        costs(profile).forEach(cost -> shares.put(cost.region(), cost.share()));
        return shares;
    }

    /**
     * Regions to be dropped where all together were measured to cost more than they may: those with the largest shares, until
     * what is left costs little enough if each has its part of the whole.
     *
     * @param shares the largest first
     * @param measured what they cost, as a part of the program's time
     */
    static List<String> dearest(Map<String, Double> shares, double measured) {
        double all = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        double left = measured;
        List<String> dropped = new ArrayList<>();
        for (Map.Entry<String, Double> region : shares.entrySet()) {
            if (left > LARGEST_SHARE) {
                dropped.add(region.getKey());
                left -= measured * region.getValue() / all;
            }
        }
        return dropped;
    }

    /** Regions to be dropped, and why; to be asked again without them, since what lies around them seems shorter then. */
    static Map<String, String> tooDear(Profile profile) {
        List<Cost> costs = costs(profile);
        Map<String, String> dropped = new LinkedHashMap<>();
        costs.stream().filter(cost -> cost.nanoseconds() < SHORTEST_NANOSECONDS).forEach(cost -> dropped.put(
                cost.region(),
                String.format(Locale.ROOT, "an execution takes %.2f µs, and less than 1 µs cannot be measured", cost.nanoseconds() / 1e3)));
        List<Cost> kept = costs.stream().filter(cost -> !dropped.containsKey(cost.region())).toList();
        double share = kept.stream().mapToDouble(Cost::share).sum();
        for (Cost cost : kept) {
            if (share > LARGEST_SHARE) {
                dropped.put(cost.region(), String.format(
                        Locale.ROOT, "its %,d executions would slow the program down by %.1f %%", cost.executions(), 100 * cost.share()));
                share -= cost.share();
            }
        }
        return dropped;
    }

    private static double mean(RegionSamples region, int column) {
        return region.runs().stream()
                .map(RegionRun::values)
                .flatMap(Arrays::stream)
                .mapToDouble(sample -> sample[column])
                .filter(Double::isFinite)
                .average()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
