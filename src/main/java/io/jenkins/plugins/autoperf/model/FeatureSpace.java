package io.jenkins.plugins.autoperf.model;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Samples as the autoencoder sees them, normalised and on a logarithmic scale, for the methods that it is compared with.
 * Everything is decided by the good version's profile.
 */
public final class FeatureSpace {
    private final List<Counter> counters;
    private final Features features;
    private final Map<String, Region> regions = new LinkedHashMap<>();

    private record Region(boolean declaresWork, int[] columns, double[] floor, List<double[][]> runs) {}

    private FeatureSpace(Baseline baseline) {
        counters = baseline.counters();
        features = new Features(baseline.normalisation(), counters);
        for (Baseline.Region region : baseline.regions()) {
            List<RegionRun> runs = region.runs().stream().map(Baseline.Run::data).toList();
            List<double[][]> rows = runs.stream().map(run -> rows(run, region.declaresWork())).toList();
            List<double[]> all = rows.stream().flatMap(Arrays::stream).toList();
            regions.put(region.name(), new Region(
                    region.declaresWork(), Standardiser.readable(all, counters.size()), floor(runs, region.declaresWork()),
                    rows));
        }
    }

    /** @throws AutoPerfException where the profile holds no sample, or impossible values */
    public static FeatureSpace of(Profile good) {
        return new FeatureSpace(Baseline.join(List.of(Session.of(good)), new ArrayList<>()));
    }

    /** Names, in order. */
    public Set<String> regions() {
        return regions.keySet();
    }

    /** Whether the candidate has every counter that the good version has. */
    public boolean covers(Profile candidate) {
        return counters.stream().allMatch(c -> candidate.column(c.name()) >= 0);
    }

    /** Features of the good version: of each run {@code [sample][counter]}, {@code NaN} where not read. */
    public List<double[][]> good(String region) {
        return regions.get(region).runs();
    }

    /**
     * Features of the candidate's runs that executed the region.
     *
     * @throws AutoPerfException where it holds impossible values
     */
    public List<double[][]> candidate(String region, Profile candidate) {
        Optional<RegionSamples> samples = candidate.region(region);
        int[] columns = counters.stream().mapToInt(c -> candidate.column(c.name())).toArray();
        List<double[][]> runs = new ArrayList<>();
        for (RegionRun run : samples.map(RegionSamples::runs).orElse(List.of())) {
            if (run.samples() > 0) {
                Units.check(region, run, candidate.counters());
                double[][] values = Arrays.stream(run.values())
                        .map(row -> Arrays.stream(columns).mapToDouble(c -> row[c]).toArray())
                        .toArray(double[][]::new);
                RegionRun own = new RegionRun(run.run(), run.executions(), run.threads(), values, run.work());
                runs.add(rows(own, regions.get(region).declaresWork()));
            }
        }
        return runs;
    }

    /**
     * Standardisation by the statistics of some good samples of a region: columns that could be read, mean 0, deviation 1,
     * missing values 0.
     */
    public UnaryOperator<double[]> scale(String region, List<double[]> rows) {
        Region of = regions.get(region);
        Model.Scaler scaler = Standardiser.scaler(rows, of.columns(), of.floor());
        return row -> {
            double[] z = new double[scaler.columns().length];
            Standardiser.apply(scaler, row, z);
            return Standardiser.impute(new double[][] {z})[0];
        };
    }

    private double[][] rows(RegionRun run, boolean declaresWork) {
        double[][] rows = new double[run.samples()][counters.size()];
        for (int i = 0; i < rows.length; i++) {
            features.of(run.values()[i], Units.of(run.work()[i], declaresWork), rows[i]);
        }
        return rows;
    }

    /** What one more count moves each feature by, on average. */
    private double[] floor(List<RegionRun> runs, boolean declaresWork) {
        return IntStream.range(0, counters.size())
                .mapToDouble(c -> runs.stream()
                        .flatMapToDouble(run -> IntStream.range(0, run.samples()).mapToDouble(i -> features.quantum(
                                run.values()[i], Units.of(run.work()[i], declaresWork), c)))
                        .filter(quantum -> !Double.isNaN(quantum))
                        .average()
                        .orElse(0))
                .toArray();
    }
}
