package io.jenkins.plugins.autoperf.evaluation.method;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each region cost in each run, for methods that look at nothing else. */
final class RegionCosts {
    /** The first that was measured is the cost. */
    private static final List<String> COSTS = List.of(Counter.CPU, Counter.WALL, Counter.SIMULATED_CYCLES);

    private RegionCosts() {}

    /** Name of the counter that is the cost; empty where there is none. */
    static Optional<String> counter(Profile profile) {
        return COSTS.stream().filter(name -> profile.column(name) >= 0).findFirst();
    }

    /**
     * @param perWork whether to divide by the declared units of work, where every sample declares some
     * @return of each region the mean cost of an execution or unit in each run; regions without any are left out
     */
    static Map<String, double[]> of(Profile profile, String counter, boolean perWork) {
        int column = profile.column(counter);
        Map<String, double[]> costs = new LinkedHashMap<>();
        for (RegionSamples region : profile.regions()) {
            double[] runs = region.runs().stream()
                    .mapToDouble(run -> cost(run, column, perWork))
                    .filter(cost -> !Double.isNaN(cost))
                    .toArray();
            if (runs.length > 0) {
                costs.put(region.name(), runs);
            }
        }
        return costs;
    }

    /** {@code NaN} where it was never read. */
    private static double cost(RegionRun run, int column, boolean perWork) {
        boolean declared = perWork && Arrays.stream(run.work()).allMatch(units -> units > 0);
        double sum = 0;
        double units = 0;
        for (int i = 0; i < run.samples(); i++) {
            if (!Double.isNaN(run.values()[i][column])) {
                sum += run.values()[i][column];
                units += declared ? run.work()[i] : 1;
            }
        }
        return units > 0 ? sum / units : Double.NaN;
    }
}
