package io.jenkins.plugins.autoperf.evaluation;

import io.jenkins.plugins.autoperf.profile.Profile;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Asks every method about every comparison. The answers do not depend on the number of threads or on their order. */
final class Evaluator {
    private final CorpusFolder folder;
    private final List<Method> methods;
    private final int threads;

    Evaluator(CorpusFolder folder, List<Method> methods, int threads) {
        this.folder = folder;
        this.methods = methods;
        this.threads = threads;
    }

    /**
     * @param progress receives the number of finished sittings
     * @return in the order of the comparisons, then of the methods
     */
    List<Outcome> run(List<Corpus.Comparison> comparisons, IntConsumer progress) {
        Map<Corpus.Sitting, List<Corpus.Comparison>> bySitting = new LinkedHashMap<>();
        comparisons.forEach(c -> bySitting.computeIfAbsent(c.sitting(), s -> new ArrayList<>()).add(c));
        AtomicInteger done = new AtomicInteger();
        List<Callable<List<Outcome>>> tasks = new ArrayList<>();
        bySitting.forEach((sitting, of) -> tasks.add(() -> {
            List<Outcome> outcomes = judge(sitting, of);
            progress.accept(done.incrementAndGet());
            return outcomes;
        }));
        List<Outcome> all = new ArrayList<>();
        for (List<Outcome> outcomes : inParallel(tasks, threads)) {
            all.addAll(outcomes);
        }
        // The sort is stable, so that methods keep their order.
        all.sort(Comparator.comparingInt(o -> o.comparison().number()));
        return all;
    }

    /** Results in the order of the tasks. */
    static <T> List<T> inParallel(List<Callable<T>> tasks, int threads) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : workers.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } finally {
            workers.shutdownNow();
        }
    }

    private List<Outcome> judge(Corpus.Sitting sitting, List<Corpus.Comparison> comparisons) {
        Profile good = folder.profile(sitting.good(), Pairing.INTERLEAVED);
        List<Outcome> outcomes = new ArrayList<>();
        for (Method method : methods) {
            long start = cpu();
            Optional<Method.Learnt> learnt = method.learn(good);
            double learning = seconds(start);
            for (Corpus.Comparison comparison : comparisons) {
                Profile candidate = folder.profile(comparison.candidate().side(), comparison.pairing());
                long judging = cpu();
                Optional<Scores> scores = learnt.flatMap(l -> l.score(candidate));
                outcomes.add(new Outcome(comparison, method.name(), scores, learning, seconds(judging)));
            }
        }
        return outcomes;
    }

    static double seconds(long start) {
        return (cpu() - start) / 1e9;
    }

    static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
