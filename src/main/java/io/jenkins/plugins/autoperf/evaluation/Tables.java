package io.jenkins.plugins.autoperf.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From outcomes to rates and curves. */
final class Tables {
    /** Effects from here on count as what must not be missed, in percent. */
    static final int LARGE = 20;

    private static final List<String> SEVERITY =
            List.of("UNCHANGED", "IMPROVEMENT", "CHANGED", "INCONCLUSIVE", "REGRESSION");

    private Tables() {}

    /** @param verdicts AutoPerf's, of the same comparisons */
    static Evaluation.MethodResult method(String name, List<Outcome> outcomes, List<Outcome> verdicts, long seed) {
        List<Outcome> judged = outcomes.stream().filter(o -> o.scores().isPresent()).toList();
        Map<String, Rate> alarms = new LinkedHashMap<>();
        for (Condition condition : Condition.values()) {
            for (Pairing pairing : Pairing.values()) {
                put(alarms, condition.words() + ", " + pairing.words(),
                        falsePositives(judged, c -> c.condition() == condition && c.pairing() == pairing));
            }
        }
        Map<String, Rate> misses = new LinkedHashMap<>();
        Map<String, Double> areas = new LinkedHashMap<>();
        for (int effect : effects(judged)) {
            for (Pairing pairing : Pairing.values()) {
                String key = effect + " %, " + pairing.words();
                put(misses, key, falseNegatives(judged, c -> c.candidate().effect() == effect && c.pairing() == pairing));
                List<Curve.Case> cases = cases(
                        judged, c -> c.pairing() == pairing && (c.same() || c.candidate().effect() == effect));
                if (usable(cases)) {
                    areas.put(key, Curve.area(cases));
                }
            }
        }
        List<Evaluation.ProgramRow> programs = judged.stream()
                .map(o -> o.comparison().program())
                .distinct()
                .map(p -> new Evaluation.ProgramRow(
                        p,
                        falsePositives(judged, c -> c.program().equals(p)),
                        falseNegatives(judged, c -> c.program().equals(p) && c.candidate().effect() >= LARGE)))
                .toList();
        return new Evaluation.MethodResult(
                name,
                judged.size(),
                falsePositives(judged, c -> true),
                alarms,
                falseNegatives(judged, c -> c.candidate().effect() >= LARGE),
                misses,
                programs,
                curve(judged, c -> true, seed),
                curve(judged, c -> c.pairing() == Pairing.INTERLEAVED, seed),
                curve(judged, c -> c.pairing() == Pairing.ARCHIVED, seed),
                areas,
                lead(judged, verdicts, seed));
    }

    private static Evaluation.Lead lead(List<Outcome> outcomes, List<Outcome> verdicts, long seed) {
        Set<Integer> judged = outcomes.stream().map(o -> o.comparison().number()).collect(Collectors.toSet());
        List<Curve.Case> theirs = cases(outcomes, c -> true);
        return usable(theirs)
                ? Curve.lead(cases(verdicts, c -> judged.contains(c.number())), theirs, seed)
                : Evaluation.Lead.NONE;
    }

    private static void put(Map<String, Rate> rates, String key, Rate rate) {
        if (rate.trials() > 0) {
            rates.put(key, rate);
        }
    }

    static List<Integer> effects(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(o -> o.comparison().candidate())
                .filter(c -> c.kind() == Kind.SLOWER)
                .map(Corpus.Candidate::effect)
                .filter(effect -> effect > 0)
                .distinct()
                .sorted()
                .toList();
    }

    static Rate falsePositives(List<Outcome> outcomes, Predicate<Corpus.Comparison> some) {
        List<Outcome> same = outcomes.stream().filter(o -> o.comparison().same() && some.test(o.comparison())).toList();
        long flagged = same.stream()
                .filter(o -> o.scores().orElseThrow().regions().stream().anyMatch(Scores.Region::flagged))
                .count();
        return Rate.of((int) flagged, same.size());
    }

    static Rate falseNegatives(List<Outcome> outcomes, Predicate<Corpus.Comparison> some) {
        List<Outcome> slower = outcomes.stream()
                .filter(o -> o.comparison().candidate().kind() == Kind.SLOWER && some.test(o.comparison()))
                .toList();
        long missed = slower.stream().filter(o -> guilty(o).noneMatch(Scores.Region::flagged)).count();
        return Rate.of((int) missed, slower.size());
    }

    private static Stream<Scores.Region> guilty(Outcome o) {
        return o.comparison().candidate().guilty().stream()
                .map(name -> o.scores().orElseThrow().region(name))
                .flatMap(Optional::stream);
    }

    /** Every region of an unchanged version is a negative, the guilty one of a slower version a positive. */
    static List<Curve.Case> cases(List<Outcome> outcomes, Predicate<Corpus.Comparison> some) {
        List<Curve.Case> cases = new ArrayList<>();
        for (Outcome o : outcomes) {
            if (!some.test(o.comparison())) {
                continue;
            }
            if (o.comparison().same()) {
                o.scores().orElseThrow().regions().forEach(
                        r -> cases.add(new Curve.Case(o.comparison().number(), false, r.score())));
            } else if (o.comparison().candidate().effect() > 0) {
                guilty(o).forEach(r -> cases.add(new Curve.Case(o.comparison().number(), true, r.score())));
            }
        }
        return cases;
    }

    private static Curve curve(List<Outcome> outcomes, Predicate<Corpus.Comparison> some, long seed) {
        List<Curve.Case> cases = cases(outcomes, some);
        return usable(cases) ? Curve.of(cases, seed) : Curve.NONE;
    }

    private static boolean usable(List<Curve.Case> cases) {
        return cases.stream().anyMatch(Curve.Case::positive) && cases.stream().anyMatch(c -> !c.positive());
    }

    /** @param outcomes of a method with verdicts */
    static List<Evaluation.VerdictRow> verdicts(List<Outcome> outcomes) {
        List<Evaluation.VerdictRow> rows = new ArrayList<>();
        for (Pairing pairing : Pairing.values()) {
            for (Condition condition : Condition.values()) {
                add(rows, "same, " + condition.words(), pairing, outcomes.stream()
                        .filter(o -> o.comparison().same() && o.comparison().condition() == condition
                                && o.comparison().pairing() == pairing)
                        .map(o -> worst(o.scores().orElseThrow().regions().stream().map(Scores.Region::verdict).toList()))
                        .toList());
            }
            for (int effect : effects(outcomes)) {
                add(rows, effect + " %", pairing, guiltyVerdicts(outcomes, Kind.SLOWER, effect, pairing));
            }
            add(rows, "shape", pairing, guiltyVerdicts(outcomes, Kind.SHAPE, 0, pairing));
        }
        return rows;
    }

    private static void add(
            List<Evaluation.VerdictRow> rows, String what, Pairing pairing, List<String> verdicts) {
        if (!verdicts.isEmpty()) {
            Map<String, Integer> counts = verdicts.stream()
                    .collect(Collectors.groupingBy(v -> v, TreeMap::new, Collectors.summingInt(v -> 1)));
            rows.add(new Evaluation.VerdictRow(what, pairing, verdicts.size(), counts));
        }
    }

    private static List<String> guiltyVerdicts(List<Outcome> outcomes, Kind kind, int effect, Pairing pairing) {
        return outcomes.stream()
                .filter(o -> o.comparison().candidate().kind() == kind && o.comparison().candidate().effect() == effect
                        && o.comparison().pairing() == pairing)
                .map(o -> worst(guilty(o).map(Scores.Region::verdict).toList()))
                .toList();
    }

    static String worst(List<String> verdicts) {
        return verdicts.stream().max(Comparator.comparingInt(SEVERITY::indexOf)).orElse("UNCHANGED");
    }

    /** @param outcomes of a method that says what it could have seen */
    static List<Evaluation.DetectableRow> detectable(List<Outcome> outcomes) {
        List<Evaluation.DetectableRow> rows = new ArrayList<>();
        for (Pairing pairing : Pairing.values()) {
            for (int effect : effects(outcomes)) {
                List<Scores.Region> regions = outcomes.stream()
                        .filter(o -> o.comparison().candidate().kind() == Kind.SLOWER
                                && o.comparison().candidate().effect() == effect
                                && o.comparison().pairing() == pairing)
                        .flatMap(Tables::guilty)
                        .toList();
                List<Scores.Region> visible = regions.stream()
                        .filter(r -> r.minimumDetectable() <= effect / 100.0)
                        .toList();
                int right = (int) visible.stream().filter(r -> !r.verdict().equals("UNCHANGED")).count();
                double[] sorted = regions.stream().mapToDouble(Scores.Region::minimumDetectable).sorted().toArray();
                rows.add(new Evaluation.DetectableRow(
                        effect, pairing, visible.size(), Rate.of(right, visible.size()), median(sorted)));
            }
        }
        return rows;
    }

    /** @param sorted ascending */
    static double median(double[] sorted) {
        return quantile(sorted, 0.5);
    }

    static double quantile(double[] sorted, double level) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, level * sorted.length)];
    }

    /** @param rates by the threshold that a score must exceed */
    static List<Evaluation.SweepPoint> sweep(String rule, List<Outcome> outcomes, Map<Double, Double> parameters) {
        List<Evaluation.SweepPoint> points = new ArrayList<>();
        parameters.forEach((parameter, threshold) -> {
            double[] counts = new double[4];
            for (Outcome o : outcomes) {
                if (o.scores().isEmpty()) {
                    continue;
                }
                if (o.comparison().same()) {
                    counts[0] += o.scores().get().regions().stream().anyMatch(r -> r.score() > threshold) ? 1 : 0;
                    counts[1]++;
                } else if (o.comparison().candidate().kind() == Kind.SLOWER && o.comparison().candidate().effect() >= LARGE) {
                    counts[2] += guilty(o).anyMatch(r -> r.score() > threshold) ? 1 : 0;
                    counts[3]++;
                }
            }
            points.add(new Evaluation.SweepPoint(rule, parameter, counts[0] / counts[1], counts[2] / counts[3]));
        });
        return points;
    }

    static Evaluation.TimeRow times(String method, List<Outcome> outcomes) {
        double[] learn = outcomes.stream()
                .collect(Collectors.toMap(o -> o.comparison().sitting(), Outcome::learnSeconds, (a, b) -> a))
                .values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double[] judge = outcomes.stream().mapToDouble(Outcome::judgeSeconds).sorted().toArray();
        return new Evaluation.TimeRow(
                method, median(learn), quantile(learn, 0.9), median(judge), quantile(judge, 0.9));
    }
}
