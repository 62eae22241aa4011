package io.jenkins.plugins.autoperf.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the samples of a cluster are split for cross-fitting: by run, so that what a run has in common is never on both sides.
 * Where there is only one run, by time within it.
 *
 * @param runs numbers, ascending
 * @param count parts
 */
record Folds(List<Integer> runs, int count) {
    /** Share of the runs, or of a single run's samples, that decides when training stops. */
    private static final int VALIDATION = 5;

    /** Training and validation rows; they are the same rows where there is only one. */
    record Split(List<Row> training, List<Row> validation) {}

    static Folds of(List<Row> rows, int wanted) {
        List<Integer> runs = rows.stream().map(Row::run).distinct().sorted().toList();
        return new Folds(runs, Math.max(1, Math.min(wanted, runs.size() > 1 ? runs.size() : rows.size())));
    }

    boolean byRun() {
        return runs.size() > 1;
    }

    int part(int run, double position) {
        return byRun() ? runs.indexOf(run) % count : Math.min(count - 1, (int) (position * count));
    }

    /** What the network may see whose errors on that part are the calibration. */
    Split without(List<Row> rows, int part) {
        List<Row> others = rows.stream().filter(r -> part(r.run(), r.position()) != part).toList();
        return split(others.isEmpty() ? rows : others);
    }

    /** Holds out every fifth run, at least one, or the last fifth of a single run. */
    static Split split(List<Row> rows) {
        List<Integer> runs = rows.stream().map(Row::run).distinct().sorted().toList();
        List<Row> training = new ArrayList<>();
        List<Row> validation = new ArrayList<>();
        if (runs.size() > 1) {
            List<Integer> held = IntStream.of(Thinning.even(runs.size(), Math.max(1, runs.size() / VALIDATION)))
                    .mapToObj(runs::get)
                    .toList();
            rows.forEach(r -> (held.contains(r.run()) ? validation : training).add(r));
        } else {
            List<Row> inOrder = rows.stream().sorted(Comparator.comparingDouble(Row::position)).toList();
            int kept = rows.size() - Math.max(1, rows.size() / VALIDATION);
            training.addAll(inOrder.subList(0, kept));
            validation.addAll(inOrder.subList(kept, inOrder.size()));
        }
        return training.isEmpty() ? new Split(rows, rows) : new Split(training, validation);
    }
}
