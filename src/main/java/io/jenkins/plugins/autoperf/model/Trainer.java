package io.jenkins.plugins.autoperf.model;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.counter.Source;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Learns a {@link Model} from profiles of the good version. Same profiles, same seed: same model, to the bit. */
public final class Trainer {
    private static final int ERRORS_PER_RUN = 256;
    private static final int FEW_SAMPLES = 50;
    private static final int MOST_CLUSTERS_WANTED = 64;

    private final Hyperparameters hyperparameters;
    private final Consumer<String> progress;
    private final List<String> warnings = new ArrayList<>();
    private Baseline baseline;
    private Features features;

    private Trainer(Hyperparameters hyperparameters, Consumer<String> progress) {
        this.hyperparameters = hyperparameters;
        this.progress = progress;
    }

    /**
     * @param goodProfiles sessions of the good version, the oldest first; their runs are numbered on
     * @param progress receives a short line before each longer step
     * @throws AutoPerfException where the hyperparameters make no sense, or the profiles hold no sample, no counter in
     *     common or impossible values
     */
    public static Model train(List<Profile> goodProfiles, Hyperparameters hyperparameters, Consumer<String> progress) {
        check(hyperparameters);
        return new Trainer(hyperparameters, progress).train(goodProfiles, Optional.empty(), 0);
    }

    /**
     * Continues a model: learns from the sessions that it remembers and from new ones. Each remembered run stands in for
     * itself with up to 64 samples, and with the means of all its executions. The earlier model's networks are not used.
     *
     * <p>Where the earlier model is of another machine or another normalisation, or lacks a counter of the new profiles, it
     * is not continued, and the new model's warnings say so. Counters that the new profiles lack are left out.
     *
     * @param sessions that the new model remembers at most, the new profiles among them; these are always all learnt from
     * @throws AutoPerfException as {@link #train(List, Hyperparameters, Consumer)}
     */
    public static Model train(
            Model earlier,
            int sessions,
            List<Profile> goodProfiles,
            Hyperparameters hyperparameters,
            Consumer<String> progress) {
        check(hyperparameters);
        return new Trainer(hyperparameters, progress).train(goodProfiles, Optional.of(earlier), sessions);
    }

    private Model train(List<Profile> profiles, Optional<Model> earlier, int sessions) {
        if (profiles.isEmpty()) {
            throw new AutoPerfException(AutoPerfException.Kind.USAGE, "No profile was given to learn from. Name at least one.");
        }
        List<Session> fresh = profiles.stream().map(Session::of).toList();
        baseline = Baseline.join(fresh, warnings);
        Normalisation normalisation = baseline.normalisation();
        List<SimulatedCounts> simulated = new ArrayList<>();
        if (earlier.isPresent() && sessions > fresh.size()
                && continueFrom(new Memory(earlier.get()), sessions - fresh.size(), fresh)) {
            simulated.add(earlier.get().simulated());
        }
        profiles.forEach(profile -> simulated.add(SimulatedCounts.of(profile)));
        features = new Features(normalisation, baseline.counters());
        List<Integer> all = IntStream.range(0, baseline.regions().size()).boxed().toList();
        List<Row> rows = rows(all);
        say("Learning from %,d samples of %s, %s", rows.size(), counted(all.size(), "region"),
                counted(baseline.counters().size(), "counter"));
        Clustering clustering = cluster(rows);
        Model.RegionBaseline[] regions = new Model.RegionBaseline[all.size()];
        List<Model.Cluster> clusters = new ArrayList<>();
        for (int id = 0; id < clustering.centroids().length; id++) {
            int cluster = id;
            List<Integer> members = all.stream().filter(r -> clustering.cluster()[r] == cluster).toList();
            clusters.add(learn(id, members, clustering, all.size() == members.size() ? rows : rows(members), regions));
        }
        Profile last = profiles.get(profiles.size() - 1);
        return new Model(
                Model.FORMAT, last.info().tool(), Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                last.info().command(), last.info().machine(), baseline.counters(), normalisation, hyperparameters,
                baseline.canaries(), baseline.canaryRuns(), clusters, List.of(regions),
                SimulatedCounts.join(simulated, Math.max(sessions, profiles.size())), List.copyOf(warnings));
    }

    private boolean continueFrom(Memory memory, int sessions, List<Session> fresh) {
        Optional<String> obstacle = memory.obstacle(baseline, fresh.get(fresh.size() - 1).machine());
        if (obstacle.isPresent()) {
            warnings.add("The model was begun anew and not continued from the earlier one: " + obstacle.get() + ".");
            return false;
        }
        List<Session> all = new ArrayList<>(memory.latest(sessions));
        all.addAll(fresh);
        warnings.clear();
        baseline = Baseline.join(all, warnings);
        return true;
    }

    /** An even selection of those regions' samples, at most {@link Hyperparameters#maximumSamples}. */
    private List<Row> rows(List<Integer> members) {
        int[] sizes = members.stream().mapToInt(r -> baseline.regions().get(r).samples()).toArray();
        int[] quotas = Thinning.quotas(sizes, hyperparameters.maximumSamples());
        List<Row> rows = new ArrayList<>();
        for (int m = 0; m < quotas.length; m++) {
            int index = members.get(m);
            Baseline.Region region = baseline.regions().get(index);
            int[] chosen = Thinning.even(sizes[m], quotas[m]);
            int at = 0;
            int before = 0;
            for (Baseline.Run run : region.runs()) {
                RegionRun data = run.data();
                for (; at < chosen.length && chosen[at] < before + data.samples(); at++) {
                    int i = chosen[at] - before;
                    double units = Units.of(data.work()[i], region.declaresWork());
                    double[] x = new double[baseline.counters().size()];
                    features.of(data.values()[i], units, x);
                    rows.add(new Row(data.values()[i], units, x, index, run.number(), position(i, data)));
                }
                before += data.samples();
            }
        }
        return rows;
    }

    private static double position(int i, RegionRun data) {
        return (i + 0.5) / data.samples();
    }

    private Clustering cluster(List<Row> rows) {
        int[] columns = IntStream.range(0, baseline.counters().size()).toArray();
        Model.Scaler scaler = Standardiser.scaler(Row.features(rows), columns, quanta(rows));
        double[][] z = Standardiser.impute(Standardiser.apply(scaler, Row.features(rows)));
        int[] region = rows.stream().mapToInt(Row::region).toArray();
        Clustering clustering = Clustering.of(
                z, region, baseline.regions().size(), hyperparameters.clusters(), hyperparameters.seed());
        for (int r = 0; r < baseline.regions().size(); r++) {
            if (clustering.split()[r]) {
                warnings.add(String.format(Locale.ROOT,
                        "Samples of region '%s' lie in several clusters (%.0f %% in the largest); it has a cluster of its own.",
                        baseline.regions().get(r).name(), 100 * clustering.purity()[r]));
            }
        }
        return clustering;
    }

    private Model.Cluster learn(
            int id, List<Integer> members, Clustering clustering, List<Row> rows, Model.RegionBaseline[] regions) {
        int[] columns = columns(id, rows);
        ClusterTrainer trainer = new ClusterTrainer(
                rows, columns, quanta(rows), hyperparameters, hyperparameters.seed() + 1_000_003L * (id + 1));
        Folds folds = trainer.folds();
        say("Cluster %d of %d: %s, %s, layers %s", id + 1, clustering.centroids().length,
                counted(members.size(), "region"), counted(rows.size(), "sample"), layers(trainer.topology()));
        warnOfLittle(members, rows, folds);
        ClusterTrainer.Fit[] held = new ClusterTrainer.Fit[folds.count()];
        for (int part = 0; part < held.length; part++) {
            say("Cluster %d of %d: network %d of %d", id + 1, clustering.centroids().length, part + 1,
                    held.length);
            held[part] = trainer.without(part);
        }
        List<double[]> errors = new ArrayList<>();
        for (int r : members) {
            regions[r] = baseline(r, id, clustering.purity()[r], folds, held);
            regions[r].runs().forEach(run -> errors.add(run.errors()));
        }
        return new Model.Cluster(
                id, clustering.centroids()[id], trainer.topology(),
                Arrays.stream(held).map(ClusterTrainer.Fit::fold).toList(), rows.size(),
                Moments.of(errors.stream().flatMapToDouble(Arrays::stream).toArray()));
    }

    private Model.RegionBaseline baseline(
            int index, int cluster, double purity, Folds folds, ClusterTrainer.Fit[] held) {
        Baseline.Region region = baseline.regions().get(index);
        int width = baseline.counters().size();
        List<Model.BaselineRun> runs = new ArrayList<>();
        for (Baseline.Run run : region.runs()) {
            RegionRun data = run.data();
            int[] chosen = Thinning.even(data.samples(), ERRORS_PER_RUN);
            double[] errors = errors(region, run, chosen, folds, held);
            runs.add(new Model.BaselineRun(
                    run.number(), run.session(), data.executions(), data.threads(),
                    run.means(region.declaresWork(), width), errors,
                    Arrays.stream(run.kept()).mapToObj(i -> data.values()[i]).toArray(double[][]::new), run.keptWork()));
        }
        return new Model.RegionBaseline(region.name(), cluster, purity, runs);
    }

    /** Each from the network that did not see the part of the runs to which the sample belongs. */
    private double[] errors(
            Baseline.Region region, Baseline.Run run, int[] chosen, Folds folds, ClusterTrainer.Fit[] held) {
        RegionRun data = run.data();
        List<double[]> rows = new ArrayList<>();
        for (int i : chosen) {
            double[] x = new double[baseline.counters().size()];
            features.of(data.values()[i], Units.of(data.work()[i], region.declaresWork()), x);
            rows.add(x);
        }
        double[] errors = new double[chosen.length];
        for (int from = 0; from < chosen.length; ) {
            int part = folds.part(run.number(), position(chosen[from], data));
            int to = from;
            while (to < chosen.length && folds.part(run.number(), position(chosen[to], data)) == part) {
                to++;
            }
            double[] some = held[part].errors(rows.subList(from, to));
            System.arraycopy(some, 0, errors, from, some.length);
            from = to;
        }
        return errors;
    }

    private int[] columns(int id, List<Row> rows) {
        int[] columns = Standardiser.readable(Row.features(rows), baseline.counters().size());
        if (columns.length == 0) {
            throw new AutoPerfException(AutoPerfException.Kind.DATA,
                    "No counter of the good profiles could be read throughout. Run 'autoperf counters' to see what this "
                            + "machine can count, and measure again.");
        }
        List<String> left = IntStream.range(0, baseline.counters().size())
                .filter(c -> features.learns(c) && Arrays.binarySearch(columns, c) < 0)
                .mapToObj(c -> baseline.counters().get(c).name())
                .toList();
        if (!left.isEmpty()) {
            warnings.add(String.format(Locale.ROOT,
                    "Left out of cluster %d because they could not be read in more than %.0f %% of its samples: %s.",
                    id + 1, 100 * Standardiser.UNREAD, String.join(", ", left)));
        }
        return columns;
    }

    /** What one more count moves each feature by, on average. */
    private double[] quanta(List<Row> rows) {
        double[] sums = new double[baseline.counters().size()];
        int[] counts = new int[sums.length];
        for (Row row : rows) {
            for (int c = 0; c < sums.length; c++) {
                double quantum = features.quantum(row.values(), row.units(), c);
                if (!Double.isNaN(quantum)) {
                    sums[c] += quantum;
                    counts[c]++;
                }
            }
        }
        return IntStream.range(0, sums.length).mapToDouble(c -> counts[c] > 0 ? sums[c] / counts[c] : 0).toArray();
    }

    private void warnOfLittle(List<Integer> members, List<Row> rows, Folds folds) {
        String names = "'" + String.join("', '", members.stream().map(r -> baseline.regions().get(r).name()).toList()) + "'";
        boolean simulated = baseline.counters().stream().allMatch(c -> c.source() == Source.SIMULATED);
        if (!folds.byRun() && !simulated) {
            warnings.add(String.format(Locale.ROOT,
                    "Only one good run executed %s: how runs differ is unknown, and the calibration errors, taken from parts "
                            + "of that run, are too optimistic. Profile at least 5 runs.",
                    names));
        }
        if (rows.size() < FEW_SAMPLES) {
            warnings.add(String.format(Locale.ROOT,
                    "There are only %s of %s: little can be learnt from them. Profile more runs.",
                    counted(rows.size(), "sample"), names));
        }
    }

    private static void check(Hyperparameters h) {
        require(h.clusters() >= 0 && h.clusters() <= MOST_CLUSTERS_WANTED, "clusters", "0 to " + MOST_CLUSTERS_WANTED);
        require(h.hidden() >= 1 && h.hidden() <= 1024, "hidden", "1 to 1024");
        require(h.code() >= 0 && h.code() <= 1024, "code", "0 to 1024");
        require(h.codeVariance() > 0 && h.codeVariance() <= 1, "codeVariance", "above 0, at most 1");
        require(h.noise() >= 0 && h.noise() <= 10, "noise", "0 to 10");
        require(h.learningRate() > 0 && h.learningRate() <= 1, "learningRate", "above 0, at most 1");
        require(h.batch() >= 1 && h.batch() <= 100_000, "batch", "1 to 100000");
        require(h.maximumEpochs() >= 1 && h.maximumEpochs() <= 100_000, "maximumEpochs", "1 to 100000");
        require(h.patience() >= 1, "patience", "1 or more");
        require(h.folds() >= 2 && h.folds() <= 100, "folds", "2 to 100");
        require(h.maximumSamples() >= 10 && h.maximumSamples() <= 1_000_000, "maximumSamples", "10 to 1000000");
    }

    private static void require(boolean holds, String name, String range) {
        if (!holds) {
            throw new AutoPerfException(AutoPerfException.Kind.USAGE,
                    "The hyperparameter " + name + " is out of range. It may be " + range + ".");
        }
    }

    private void say(String format, Object... arguments) {
        progress.accept(String.format(Locale.ROOT, format, arguments));
    }

    private static String counted(int count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    static String layers(int[] topology) {
        return String.join("-", Arrays.stream(topology).mapToObj(Integer::toString).toList());
    }
}
