package io.jenkins.plugins.autoperf.evaluation;

import java.util.List;
import java.util.Map;

/**
 * The figures: {@code evaluation.json}. All but {@link #times} and those in {@link ClusterRow} follow from the corpus alone.
 *
 * @param format version of the file's layout
 * @param sittings number of sittings in the corpus
 * @param comparisons number of comparisons that they make
 * @param machines fingerprints of the machines that were measured on
 * @param effects what the injected defects really cost
 * @param methods the lines of the tables, AutoPerf's verdict first
 * @param verdicts how often AutoPerf said which verdict after one measurement
 * @param confirmed the same after suspects were measured a second time
 * @param detectable how often the smallest detectable effect that a verdict prints is right
 * @param sweep rates by threshold t of μ + tσ and by level of the conformal rule
 * @param clusters F1 and training time by number of clusters, of the program with several guilty functions
 * @param creep a slow creep against an anchor
 * @param times processor seconds by method
 */
public record Evaluation(
        int format,
        int sittings,
        int comparisons,
        List<String> machines,
        List<EffectRow> effects,
        List<MethodResult> methods,
        List<VerdictRow> verdicts,
        List<VerdictRow> confirmed,
        List<DetectableRow> detectable,
        List<SweepPoint> sweep,
        List<ClusterRow> clusters,
        List<CreepRow> creep,
        List<TimeRow> times) {
    public static final int FORMAT = 1;

    /**
     * One line of the tables.
     *
     * @param judged comparisons for which the counters were there
     * @param falsePositives comparisons of a version with itself in which some region was flagged
     * @param falsePositivesBy the same by condition and pairing, such as "quiet machine, in turn"
     * @param falseNegatives injected effects of 20 % and more whose guilty region was not flagged
     * @param falseNegativesBy the same by effect in percent and pairing, such as "20 %, apart"
     * @param programs both by program
     * @param all curve over regions: guilty ones of injected effects against all regions of unchanged versions
     * @param inTurn that of comparisons measured in turn
     * @param apart that of comparisons measured apart
     * @param areas area under the ROC curve by effect, such as "20 %, apart"
     * @param behind by how much AutoPerf's area under the ROC curve is larger, over the same comparisons
     */
    public record MethodResult(
            String name,
            int judged,
            Rate falsePositives,
            Map<String, Rate> falsePositivesBy,
            Rate falseNegatives,
            Map<String, Rate> falseNegativesBy,
            List<ProgramRow> programs,
            Curve all,
            Curve inTurn,
            Curve apart,
            Map<String, Double> areas,
            Lead behind) {}

    /**
     * @param area difference of two areas under the ROC curve; NaN where there is none
     * @param low lower end of its 95 % interval
     * @param high its upper end
     */
    public record Lead(double area, double low, double high) {
        static final Lead NONE = new Lead(Double.NaN, Double.NaN, Double.NaN);
    }

    /**
     * @param program its name and the condition
     * @param what was asked for, such as "20 %"
     * @param ratio of the guilty region's CPU time to that of the good version, median over sittings
     */
    public record EffectRow(String program, String what, double ratio, int sittings) {}

    public record ProgramRow(String program, Rate falsePositives, Rate falseNegatives) {}

    /**
     * @param what such as "same, quiet machine" or "20 %"
     * @param counts comparisons by verdict: of unchanged versions the worst of all regions', of others the guilty region's
     */
    public record VerdictRow(String what, Pairing pairing, int comparisons, Map<String, Integer> counts) {}

    /**
     * @param effect injected, in percent
     * @param couldBeSeen verdicts whose smallest detectable effect was at most the injected one
     * @param right of these, that were not called UNCHANGED
     * @param typical median of the smallest detectable effects of all of them
     */
    public record DetectableRow(int effect, Pairing pairing, int couldBeSeen, Rate right, double typical) {}

    /**
     * @param rule "μ + tσ" or "conformal"
     * @param parameter t, or the level of the test
     * @param falsePositives share of unchanged comparisons with a flagged region
     * @param truePositives share of injected effects of 20 % and more whose guilty region was flagged
     */
    public record SweepPoint(String rule, double parameter, double falsePositives, double truePositives) {}

    /**
     * @param k number of clusters, 0 where the model chose it
     * @param threshold F1 of μ + 2σ over functions
     * @param verdict F1 of AutoPerf's verdict over functions
     * @param seconds of training, median
     */
    public record ClusterRow(int k, double threshold, double verdict, double seconds) {}

    /**
     * @param version number of the version, from 2
     * @param effect its cost above the anchor's in percent
     * @param verdicts of the guilty region against the anchor, by word
     * @param unchanged verdicts of the same region in the good version, measured at the same time, against the same anchor
     * @param detectable median of the smallest detectable effects
     * @param visible programs whose cost, measured in turn, had really risen by the smallest detectable effect of their verdict
     * @param flagged of these, the regressions
     * @param steps programs in whose history, up to this version, a step upwards is found
     * @param stepsInGood the same of the good version's history
     */
    public record CreepRow(
            int version,
            double effect,
            Map<String, Integer> verdicts,
            Map<String, Integer> unchanged,
            double detectable,
            int visible,
            int flagged,
            int steps,
            int stepsInGood) {}

    /** Medians and the slowest nine tenths, in processor seconds. */
    public record TimeRow(String method, double learnMedian, double learnP90, double judgeMedian, double judgeP90) {}
}
