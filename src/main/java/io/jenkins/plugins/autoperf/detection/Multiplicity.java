package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.model.Normalisation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Weighs the tests of all regions together, so that the false alarm rate is the build's and not the region's: one
 * family of
 * tests for costs, one for counts, one for anomalies. Costs and counts are tested on two sides, hence each spends half
 * of the rate on regressions.
 */
final class Multiplicity {
    private final DetectionOptions options;
    private final Bootstrap bootstrap;

    Multiplicity(DetectionOptions options, Bootstrap bootstrap) {
        this.options = options;
        this.bootstrap = bootstrap;
    }

    List<RegionVerdict> judge(List<RegionComparison> regions, Normalisation normalisation, Noise noise) {
        double[] anomalies = BenjaminiHochberg.adjust(
                regions.stream().mapToDouble(r -> r.anomaly().pValue()).toArray());
        double[] costP = regions.stream()
                .flatMap(r -> r.costs().stream())
                .mapToDouble(c -> c.pValue(options.minimumEffect()))
                .toArray();
        double[] costQ = BenjaminiHochberg.adjust(costP);
        double[] countQ = BenjaminiHochberg.adjust(regions.stream()
                .flatMap(r -> r.counters().stream())
                .filter(CounterEvidence::tested)
                .mapToDouble(CounterEvidence::pValue)
                .toArray());
        Judge judge = new Judge(options, normalisation, noise, costP.length);
        double level = BenjaminiHochberg.worstCase(options.falseAlarmRate(), costP.length) / 2;

        List<RegionVerdict> verdicts = new ArrayList<>();
        int nextCost = 0;
        int nextCount = 0;
        for (int i = 0; i < regions.size(); i++) {
            RegionComparison region = regions.get(i);
            List<RegionEvidence.WeighedCost> costs = new ArrayList<>();
            for (CostComparison c : region.costs()) {
                costs.add(new RegionEvidence.WeighedCost(
                        c.cost(options, bootstrap, costP.length, costP[nextCost], costQ[nextCost]),
                        c.drift(),
                        c.runsToShow(options.ruledOut(), options.minimumEffect(), level)));
                nextCost++;
            }
            costs.addAll(region.simulated().costs());
            List<CounterEvidence> counters = new ArrayList<>();
            for (CounterEvidence c : region.counters()) {
                counters.add(c.tested() ? c.withQ(countQ[nextCount++]) : c);
            }
            List<CounterEvidence> all = new ArrayList<>(ranked(counters));
            all.addAll(region.simulated().counters());
            RegionVerdict.Anomaly anomaly = withQ(region.anomaly(), anomalies[i]);
            Judge.Ruling ruling = judge.judge(
                    new RegionEvidence(
                            region.baselineRuns(), region.candidateRuns(), region.sameSize(), anomaly, costs, all));
            List<RegionVerdict.CounterChange> changes = all.stream().map(CounterEvidence::change).toList();
            verdicts.add(region.verdict(ruling, anomaly, decidingFirst(costs, ruling), changes));
        }
        return verdicts;
    }

    private static List<RegionVerdict.Cost> decidingFirst(List<RegionEvidence.WeighedCost> costs, Judge.Ruling ruling) {
        Stream<RegionVerdict.Cost> all = costs.stream().map(RegionEvidence.WeighedCost::cost);
        return all.sorted(Comparator.comparing(c -> !c.counter().name().equals(ruling.decidedBy())))
                .toList();
    }

    /** What was constant in every good run and no longer is comes first: the model does not even look at it. */
    private List<CounterEvidence> ranked(List<CounterEvidence> counters) {
        return counters.stream()
                .sorted(Comparator.comparing(
                                (CounterEvidence c) -> c.modelled() || c.qValue() > options.falseAlarmRate())
                        .thenComparing(c -> c.change().votes(), Comparator.reverseOrder())
                        .thenComparing(c -> c.change().errorShare(), Comparator.reverseOrder()))
                .toList();
    }

    private static RegionVerdict.Anomaly withQ(RegionVerdict.Anomaly a, double q) {
        return new RegionVerdict.Anomaly(
                a.threshold(), a.paperThreshold(), a.baselineRate(), a.candidateRate(), a.pValue(), q);
    }
}
