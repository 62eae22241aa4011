package io.jenkins.plugins.autoperf.evaluation;

import io.jenkins.plugins.autoperf.chart.Chart;
import io.jenkins.plugins.autoperf.chart.CurvesChart;
import io.jenkins.plugins.autoperf.chart.Figures;
import io.jenkins.plugins.autoperf.chart.Svg;
import io.jenkins.plugins.autoperf.report.Html;
import io.jenkins.plugins.autoperf.report.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The figures as a page: tables and curves. */
public final class EvaluationPage {
    private final Evaluation evaluation;
    private final Html html;

    private EvaluationPage(Evaluation evaluation, Html html) {
        this.evaluation = evaluation;
        this.html = html;
    }

    public static String of(Evaluation evaluation) {
        return Page.of("Evaluation – AutoPerf", html -> new EvaluationPage(evaluation, html).write());
    }

    private void write() {
        html.leaf("p", "AutoPerf · evaluation of detectors", "class", "ap-brand");
        html.open("header", "class", "ap-verdict ap-unchanged").leaf("h1", "Evaluation");
        html.leaf("p", summary()).close();
        verdicts("AutoPerf's verdicts after one measurement", evaluation.verdicts());
        verdicts("AutoPerf's verdicts after suspects were measured again", evaluation.confirmed());
        detectable();
        effects();
        methods();
        charts();
        programs();
        clusters();
        creep();
        times();
        html.leaf("footer", "Rates have exact 95 % intervals (Clopper and Pearson), areas 95 % intervals by resampling comparisons."
                + " The same figures for programs are in evaluation.json; how they are made is in docs/evaluation.md.");
    }

    private String summary() {
        Evaluation.MethodResult first = evaluation.methods().get(0);
        return String.format(
                Locale.ROOT, "%d sittings make %d comparisons. %s: false alarms %s, missed of the effects of %d %% and more %s.",
                evaluation.sittings(), evaluation.comparisons(), first.name(), rate(first.falsePositives()), Tables.LARGE,
                rate(first.falseNegatives()));
    }

    private void verdicts(String title, List<Evaluation.VerdictRow> rows) {
        Set<String> words = new LinkedHashSet<>(List.of("REGRESSION", "INCONCLUSIVE", "CHANGED", "IMPROVEMENT", "UNCHANGED"));
        List<String> columns = new ArrayList<>(List.of("What was done", "Measured", "Comparisons"));
        columns.addAll(words);
        table(title, columns, 2, rows, row -> {
            List<String> cells = new ArrayList<>(List.of(row.what(), row.pairing().words(), Integer.toString(row.comparisons())));
            words.forEach(w -> cells.add(row.counts().containsKey(w)
                    ? row.counts().get(w) + " (" + Figures.percent((double) row.counts().get(w) / row.comparisons()) + ")"
                    : ""));
            return cells;
        });
    }

    private void detectable() {
        table(
                "The smallest detectable effect, checked",
                List.of("Injected", "Measured", "Typical figure", "Verdicts that claim to see it", "Right"),
                2,
                evaluation.detectable(),
                row -> List.of(
                        row.effect() + " %", row.pairing().words(), Figures.percent(row.typical()),
                        Integer.toString(row.couldBeSeen()), rate(row.right())));
    }

    private void effects() {
        List<String> whats = evaluation.effects().stream().map(Evaluation.EffectRow::what).distinct()
                .sorted(Comparator.comparingInt((String w) -> w.length()).thenComparing(w -> w))
                .toList();
        List<String> columns = new ArrayList<>(List.of("Program"));
        columns.addAll(whats);
        table(
                "What the injected defects cost: CPU time of the guilty region over the good version's",
                columns,
                1,
                evaluation.effects().stream().map(Evaluation.EffectRow::program).distinct().toList(),
                program -> {
                    List<String> cells = new ArrayList<>(List.of(program));
                    whats.forEach(w -> cells.add(evaluation.effects().stream()
                            .filter(e -> e.program().equals(program) && e.what().equals(w))
                            .map(e -> Figures.ratio(e.ratio()))
                            .findFirst()
                            .orElse("")));
                    return cells;
                });
    }

    private void methods() {
        table(
                "Methods side by side",
                List.of("Method", "False alarms", "Missed (20 % and more)", "Area under ROC", "in turn", "apart", "AutoPerf's less this", "Precision-recall"),
                1,
                evaluation.methods(),
                m -> List.of(
                        m.name(), rate(m.falsePositives()), rate(m.falseNegatives()), area(m.all()),
                        Figures.digits(m.inTurn().area()), Figures.digits(m.apart().area()), lead(m.behind()),
                        Figures.digits(m.all().precisionArea())));
        for (String by : List.of("False alarms", "Missed")) {
            Function<Evaluation.MethodResult, Map<String, Rate>> rates =
                    by.equals("Missed") ? Evaluation.MethodResult::falseNegativesBy : Evaluation.MethodResult::falsePositivesBy;
            List<String> keys = List.copyOf(rates.apply(evaluation.methods().get(0)).keySet());
            List<String> columns = new ArrayList<>(List.of("Method"));
            columns.addAll(keys);
            table(by.equals("Missed") ? "Missed, by effect" : "False alarms, by condition", columns, 1, evaluation.methods(), m -> {
                List<String> cells = new ArrayList<>(List.of(m.name()));
                keys.forEach(k -> cells.add(m.judged() == 0 ? "–" : percent(rates.apply(m).get(k))));
                return cells;
            });
        }
    }

    private void charts() {
        if (!Svg.drawable()) {
            return;
        }
        List<Evaluation.MethodResult> best = best();
        html.leaf("h2", "Curves").open("div", "class", "ap-charts");
        chart(CurvesChart.draw("ROC, measured in turn", "false positives", "true positives", 0, 1,
                lines(best, m -> m.inTurn().roc())));
        chart(CurvesChart.draw("ROC, measured apart", "false positives", "true positives", 0, 1,
                lines(best, m -> m.apart().roc())));
        chart(CurvesChart.draw("Precision over recall", "recall", "precision", 0, 1, lines(best, m -> m.all().precisionRecall())));
        chart(CurvesChart.draw("Threshold t of μ + tσ", "t", "rate", 0, 3, List.of(
                new CurvesChart.Line("true positives", sweep("μ + tσ", Evaluation.SweepPoint::truePositives)),
                new CurvesChart.Line("false positives", sweep("μ + tσ", Evaluation.SweepPoint::falsePositives)))));
        chart(CurvesChart.draw("True over false positives", "false positives", "true positives", 0, 1, List.of(
                new CurvesChart.Line("μ + tσ, t from 0 to 3", pairs("μ + tσ")),
                new CurvesChart.Line("conformal, level from 0.5 to 0.0001", pairs("conformal")))));
        List<Evaluation.ClusterRow> fixed = evaluation.clusters().stream().filter(c -> c.k() > 0).toList();
        if (!fixed.isEmpty()) {
            chart(CurvesChart.draw("F1 over the number of clusters", "k", "F1", 1, fixed.size(), List.of(
                    new CurvesChart.Line("μ + 2σ", fixed.stream().map(c -> new double[] {c.k(), c.threshold()}).toList()),
                    new CurvesChart.Line("AutoPerf", fixed.stream().map(c -> new double[] {c.k(), c.verdict()}).toList()))));
        }
        html.close();
    }

    /** AutoPerf, the paper's rule, and the best of the others. */
    private List<Evaluation.MethodResult> best() {
        List<Evaluation.MethodResult> all = evaluation.methods().stream().filter(m -> m.judged() > 0).toList();
        List<Evaluation.MethodResult> best = new ArrayList<>(List.of(all.get(0), all.get(2)));
        all.stream()
                .skip(3)
                .sorted(Comparator.comparingDouble((Evaluation.MethodResult m) -> m.all().area()).reversed())
                .limit(CurvesChart.MOST_LINES - 2L)
                .forEach(best::add);
        return best;
    }

    private static List<CurvesChart.Line> lines(
            List<Evaluation.MethodResult> methods, Function<Evaluation.MethodResult, List<double[]>> points) {
        return methods.stream().map(m -> new CurvesChart.Line(m.name(), points.apply(m))).toList();
    }

    private List<double[]> sweep(String rule, Function<Evaluation.SweepPoint, Double> rate) {
        return evaluation.sweep().stream()
                .filter(p -> p.rule().equals(rule))
                .map(p -> new double[] {p.parameter(), rate.apply(p)})
                .toList();
    }

    private List<double[]> pairs(String rule) {
        return evaluation.sweep().stream()
                .filter(p -> p.rule().equals(rule))
                .map(p -> new double[] {p.falsePositives(), p.truePositives()})
                .toList();
    }

    private void chart(Chart chart) {
        html.open("figure").open("figcaption").leaf("strong", chart.title()).close().svg(chart.svg()).close();
    }

    private void programs() {
        List<Evaluation.MethodResult> shown = evaluation.methods().stream().filter(m -> m.judged() > 0).toList();
        List<String> columns = new ArrayList<>(List.of("Program"));
        shown.forEach(m -> columns.add(m.name()));
        List<String> names = shown.get(0).programs().stream().map(Evaluation.ProgramRow::program).toList();
        for (boolean alarms : new boolean[] {true, false}) {
            table(
                    alarms ? "False alarms by program" : "Missed by program, effects of 20 % and more",
                    columns,
                    1,
                    names,
                    name -> {
                        List<String> cells = new ArrayList<>(List.of(name));
                        shown.forEach(m -> cells.add(m.programs().stream()
                                .filter(p -> p.program().equals(name))
                                .map(p -> percent(alarms ? p.falsePositives() : p.falseNegatives()))
                                .findFirst()
                                .orElse("–")));
                        return cells;
                    });
        }
    }

    private void clusters() {
        table(
                "Seven functions with defects, by number of clusters",
                List.of("Clusters", "F1, μ + 2σ", "F1, AutoPerf", "Training, s"),
                1,
                evaluation.clusters(),
                c -> List.of(
                        c.k() == 0 ? "chosen" : Integer.toString(c.k()), Figures.digits(c.threshold()),
                        Figures.digits(c.verdict()), Figures.digits(c.seconds())));
    }

    private void creep() {
        table(
                "Creep: 2 % a version against an anchor",
                List.of("Version", "Cost above the anchor", "Verdicts", "Verdicts on the good version", "Typical smallest detectable effect",
                        "Risen by it or more", "of these flagged"),
                1,
                evaluation.creep(),
                c -> List.of(
                        Integer.toString(c.version()), Figures.percent(c.effect() / 100), words(c.verdicts()),
                        words(c.unchanged()),
                        Figures.percent(c.detectable()), Integer.toString(c.visible()), Integer.toString(c.flagged())));
    }

    private static String words(Map<String, Integer> counts) {
        return counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", "));
    }

    private void times() {
        table(
                "Processor time, s",
                List.of("Method", "Learning, median", "90 %", "Judging, median", "90 %"),
                1,
                evaluation.times(),
                t -> List.of(
                        t.method(), Figures.digits(t.learnMedian()), Figures.digits(t.learnP90()),
                        Figures.digits(t.judgeMedian()), Figures.digits(t.judgeP90())));
    }

    /** @param texts leading columns that are not numbers */
    private <T> void table(String title, List<String> columns, int texts, List<T> rows, Function<T, List<String>> cells) {
        if (rows.isEmpty()) {
            return;
        }
        html.leaf("h2", title).open("div", "class", "ap-card ap-table ap-scroll", "tabindex", "0");
        html.open("table").open("thead").open("tr");
        for (int c = 0; c < columns.size(); c++) {
            head(columns.get(c), c < texts);
        }
        html.close().close().open("tbody");
        for (T row : rows) {
            html.open("tr");
            List<String> of = cells.apply(row);
            for (int c = 0; c < of.size(); c++) {
                if (c < texts) {
                    html.leaf("td", of.get(c));
                } else {
                    html.leaf("td", of.get(c), "class", "ap-n");
                }
            }
            html.close();
        }
        html.close().close().close();
    }

    private void head(String text, boolean left) {
        if (left) {
            html.leaf("th", text, "scope", "col");
        } else {
            html.leaf("th", text, "scope", "col", "class", "ap-n");
        }
    }

    private static String area(Curve curve) {
        return Double.isNaN(curve.area())
                ? "–"
                : String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", curve.area(), curve.low(), curve.high());
    }

    private static String lead(Evaluation.Lead lead) {
        return Double.isNaN(lead.area()) || lead.low() == lead.high()
                ? "–"
                : String.format(Locale.ROOT, "%.4f (%.4f to %.4f)", lead.area(), lead.low(), lead.high());
    }

    private static String percent(Rate rate) {
        return rate == null || rate.trials() == 0 ? "–" : Figures.percent(rate.share());
    }

    static String rate(Rate rate) {
        return rate.trials() == 0
                ? "–"
                : Figures.percent(rate.share()) + " (" + rate.events() + " of " + rate.trials() + "; "
                        + Figures.percent(rate.low()) + "–" + Figures.percent(rate.high()) + ")";
    }
}
