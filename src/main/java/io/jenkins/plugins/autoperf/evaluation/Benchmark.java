package io.jenkins.plugins.autoperf.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** The whole evaluation of a corpus: every method on every comparison, and the tables and curves that follow. */
public final class Benchmark {
    private static final long SEED = 42;

    private final CorpusFolder folder;
    private final int threads;
    private final Consumer<String> progress;

    /** @param progress receives a line after each step */
    public Benchmark(Path corpus, int threads, Consumer<String> progress) {
        this.folder = CorpusFolder.open(corpus);
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * What is evaluated.
     *
     * @param verdict AutoPerf as it is by default
     * @param threshold the paper's rule, whose score is t
     * @param conformal the reconstruction errors' test, whose score is the negative decimal logarithm of the level
     * @param others for comparison
     * @param clusters verdict and threshold with a given number of clusters, in this order; 0 leaves the choice to the model
     */
    public record Contestants(
            Method verdict, Method threshold, Method conformal, List<Method> others, IntFunction<List<Method>> clusters) {
        List<Method> all() {
            List<Method> all = new ArrayList<>(List.of(verdict, threshold, conformal));
            all.addAll(others);
            return all;
        }
    }

    public Evaluation run(Contestants contestants) {
        long start = System.nanoTime();
        InjectedEffects effects = new InjectedEffects(folder);
        List<Corpus.Comparison> comparisons = folder.corpus().comparisons().stream().map(effects::real).toList();
        int sittings = folder.corpus().sittings().size();
        List<Outcome> outcomes = new Evaluator(folder, contestants.all(), threads).run(comparisons, done -> {
            if (done % 20 == 0 || done == sittings) {
                progress.accept(done + " of " + sittings + " sittings judged by " + contestants.all().size() + " methods");
            }
        });
        start = told("Judging", start);
        Map<String, List<Outcome>> byMethod = new LinkedHashMap<>();
        outcomes.forEach(o -> byMethod.computeIfAbsent(o.method(), m -> new ArrayList<>()).add(o));
        List<Outcome> verdict = byMethod.get(contestants.verdict().name());
        List<Evaluation.MethodResult> methods = new ArrayList<>();
        byMethod.forEach((name, of) -> methods.add(Tables.method(name, of, verdict, SEED)));
        String confirmed = Evaluator.confirmed(contestants.verdict().name());
        methods.sort(Comparator.comparing(m -> !m.name().equals(contestants.verdict().name()) && !m.name().equals(confirmed)));
        start = told("Tables and curves", start);
        List<Evaluation.ClusterRow> clusters = new ClusterStudy(folder, threads).run(k -> {
            List<Method> pair = contestants.clusters().apply(k);
            return new ClusterStudy.Methods(pair.get(1), pair.get(0));
        });
        start = told("Numbers of clusters", start);
        List<Evaluation.CreepRow> creep = new CreepStudy(folder, threads).run(contestants.verdict());
        told("Creep", start);
        List<Evaluation.SweepPoint> sweep = new ArrayList<>();
        sweep.addAll(Tables.sweep("μ + tσ", byMethod.get(contestants.threshold().name()), thresholds()));
        sweep.addAll(Tables.sweep("conformal", byMethod.get(contestants.conformal().name()), levels()));
        List<Evaluation.TimeRow> times = new ArrayList<>();
        byMethod.forEach((name, of) -> times.add(Tables.times(name, of)));
        return new Evaluation(
                Evaluation.FORMAT,
                sittings,
                comparisons.size(),
                folder.machines(),
                effects.rows(),
                methods,
                Tables.verdicts(verdict),
                Tables.verdicts(byMethod.get(confirmed)),
                Tables.detectable(verdict),
                sweep,
                clusters,
                creep,
                times);
    }

    /** t from 0 to 3, as in the paper's figure 6 (a). */
    private static Map<Double, Double> thresholds() {
        Map<Double, Double> thresholds = new LinkedHashMap<>();
        for (int i = 0; i <= 12; i++) {
            thresholds.put(i / 4.0, i / 4.0);
        }
        return thresholds;
    }

    private static Map<Double, Double> levels() {
        Map<Double, Double> levels = new LinkedHashMap<>();
        for (double level : new double[] {0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0001}) {
            levels.put(level, -Math.log10(level));
        }
        return levels;
    }

    private long told(String step, long since) {
        long now = System.nanoTime();
        progress.accept(String.format(Locale.ROOT, "%s: %.1f s", step, (now - since) / 1e9));
        return now;
    }

    /** Writes {@code evaluation.json}. */
    public static void write(Evaluation evaluation, Path file) {
        EvaluationJson.write(file, evaluation);
    }
}
