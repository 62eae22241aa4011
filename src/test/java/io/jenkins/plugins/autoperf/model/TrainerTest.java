package io.jenkins.plugins.autoperf.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.SyntheticProfile;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final String[] COUNTERS = {"wall_ns", "cpu_ns", "minor_faults", "cache_misses"};

    static Model train(Profile... profiles) {
        return Trainer.train(List.of(profiles), Hyperparameters.DEFAULT, line -> {});
    }

    private static SyntheticProfile parser(long seed) {
        return new SyntheticProfile(seed).counters(COUNTERS).region("parse", 1e6, 9e5, 20, 4000);
    }

    @Test
    void aSlowerVersionHasLargerErrorsThanTheGoodOne() {
        Model model = train(parser(1).profile());
        double threshold = quantile(calibration(model), 0.95);
        assertThat(share(model, parser(2).profile(), threshold)).isLessThan(0.15);
        assertThat(share(model, parser(3).times("parse", "cache_misses", 1.5).profile(), threshold)).isGreaterThan(0.9);
    }

    @Test
    void freshSamplesExceedTheQuantileOfTheHeldOutErrorsAsOftenAsItSays() {
        Model model = train(parser(11).runEffect(0).samples(150).profile());
        double[] held = calibration(model);
        assertThat(held).hasSize(1500);
        // 1,500 held-out and 1,500 fresh samples: a standard deviation of 0.008 from these numbers alone
        assertThat(share(model, parser(12).runEffect(0).samples(150).profile(), quantile(held, 0.95)))
                .isCloseTo(0.05, within(0.03));
        assertThat(share(model, parser(12).runEffect(0).samples(150).profile(), quantile(held, 0.5)))
                .isCloseTo(0.5, within(0.1));
    }

    @Test
    void regionsOfThreeKindsMakeThreeClusters() {
        SyntheticProfile kinds = new SyntheticProfile(4).counters(COUNTERS).samples(20).runs(5);
        kinds.region("a1", 1e3, 1e3, 1, 1e1).region("a2", 1.2e3, 1.1e3, 1, 1.2e1);
        kinds.region("b1", 1e6, 1e6, 1, 1e6).region("b2", 1.3e6, 1.2e6, 1, 1.1e6);
        kinds.region("c1", 1e6, 1e3, 900, 1e1).region("c2", 1.1e6, 1.2e3, 1000, 1.1e1);
        Model model = train(kinds.profile());
        assertThat(model.clusters()).hasSize(3);
        assertThat(model.regions()).allSatisfy(region -> assertThat(region.purity()).isGreaterThan(0.95));
        for (String kind : List.of("a", "b", "c")) {
            assertThat(model.region(kind + "1").orElseThrow().cluster())
                    .isEqualTo(model.region(kind + "2").orElseThrow().cluster());
        }
    }

    @Test
    void aRegionOfTwoKindsOfExecutionHasAClusterOfItsOwn() {
        SyntheticProfile small = new SyntheticProfile(5).counters(COUNTERS).runs(4).samples(30);
        Profile two = small.region("mixed", 1e3, 1e3, 1, 1e1).region("small", 1e3, 1e3, 1, 1e1)
                .region("large", 1e7, 1e7, 900, 1e6).profile();
        for (var run : two.region("mixed").orElseThrow().runs()) {
            for (int i = 0; i < run.samples(); i += 2) {
                run.values()[i] = two.region("large").orElseThrow().runs().get(0).values()[i].clone();
            }
        }
        Model model = train(two);
        assertThat(model.clusters()).hasSize(3);
        assertThat(model.warnings()).anyMatch(w -> w.contains("'mixed'") && w.contains("cluster of its own"));
        assertThat(model.region("mixed").orElseThrow().purity()).isCloseTo(0.5, within(0.01));
    }

    @Test
    void aCounterThatNeverVariedIsWatchedAtTheResolutionOfOneCount() {
        Profile profile = new SyntheticProfile(6).counters("wall_ns", "minor_faults").region("r", 1e6, 0).profile();
        Model model = train(profile);
        Model.Scaler scaler = model.clusters().get(0).folds().get(0).scaler();
        assertThat(scaler.columns()).containsExactly(0, 1);
        assertThat(scaler.deviation()[1]).isCloseTo(Math.log(2), within(1e-12));
        Profile faulty = new SyntheticProfile(7).counters("wall_ns", "minor_faults").region("r", 1e6, 500).profile();
        assertThat(share(model, faulty, quantile(calibration(model), 0.95))).isEqualTo(1);
    }

    @Test
    void aCounterThatOnceReadOneDoesNotGetHugeScores() {
        Profile profile = new SyntheticProfile(6).counters("wall_ns", "minor_faults").region("r", 1e6, 0).profile();
        profile.regions().get(0).runs().get(3).values()[7][1] = 1;
        Model model = train(profile);
        assertThat(Arrays.stream(calibration(model)).max().orElse(0)).isLessThan(20);
    }

    @Test
    void aCounterThatWasSeldomReadIsLeftOutAndNamed() {
        Profile profile = parser(8).profile();
        profile.regions().get(0).runs().forEach(run -> {
            for (int i = 0; i < run.samples(); i += 5) {
                run.values()[i][3] = Double.NaN;
            }
            run.values()[1][0] = Double.NaN;
        });
        Model model = train(profile);
        assertThat(model.clusters().get(0).folds().get(0).scaler().columns()).containsExactly(0, 1, 2);
        assertThat(model.warnings()).anyMatch(w -> w.contains("cache_misses"));
        assertThat(calibration(model)).doesNotContain(Double.NaN);
    }

    @Test
    void oneRunIsEnoughToLearnButNotWithoutAWarning() {
        Model model = train(parser(9).runs(1).profile());
        assertThat(model.region("parse").orElseThrow().runs()).hasSize(1);
        assertThat(calibration(model)).hasSize(50);
        assertThat(model.warnings()).anyMatch(w -> w.startsWith("Only one good run"));
    }

    @Test
    void twoRunsAreHeldOutInTurn() {
        Model model = train(parser(9).runs(2).profile());
        assertThat(calibration(model)).hasSize(100);
        assertThat(model.warnings()).isEmpty();
    }

    @Test
    void evenASingleSampleGivesAModel() {
        Model model = train(parser(9).runs(1).samples(1).profile());
        assertThat(calibration(model)).hasSize(1);
        assertThat(model.warnings()).anyMatch(w -> w.contains("only 1 sample "));
    }

    @Test
    void runsOfLaterSessionsAreNumberedOn() {
        Model model = train(parser(1).runs(3).profile(), parser(2).runs(2).profile());
        assertThat(model.region("parse").orElseThrow().runs())
                .extracting(Model.BaselineRun::run, Model.BaselineRun::session)
                .containsExactly(tuple(1, 0), tuple(2, 0), tuple(3, 0), tuple(4, 1), tuple(5, 1));
        assertThat(model.canaryRuns()).hasSize(5);
    }


    @Test
    void instructionsAreTheMeasureWhereTheyAreCounted() {
        SyntheticProfile counted = new SyntheticProfile(1).counters("wall_ns", "PAPI_TOT_INS").region("r", 1e6, 3e6);
        assertThat(train(counted.profile()).normalisation()).isEqualTo(Normalisation.PER_INSTRUCTION);
        SyntheticProfile dead = new SyntheticProfile(1).counters("wall_ns", "PAPI_TOT_INS").region("r", 1e6, 0);
        assertThat(train(dead.profile()).normalisation()).isEqualTo(Normalisation.PER_EXECUTION);
    }

    @Test
    void declaredWorkIsTheMeasureElseAndMeansAreThoseOfAllWork() {
        Profile profile = parser(1).work(100).profile();
        Model model = train(profile);
        assertThat(model.normalisation()).isEqualTo(Normalisation.PER_WORK);
        var run = profile.regions().get(0).runs().get(0);
        double wall = Arrays.stream(run.values()).mapToDouble(row -> row[0]).sum();
        double work = Arrays.stream(run.work()).sum();
        assertThat(model.regions().get(0).runs().get(0).means()[0]).isCloseTo(wall / work, within(1e-6));
    }

    @Test
    void noSampleIsAnErrorThatSaysWhatToDo() {
        assertThatThrownBy(() -> train(parser(1).runs(0).profile()))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("no sample")
                .hasMessageContaining("profile it again");
    }

    @Test
    void impossibleValuesAreRefusedWithTheirPlace() {
        for (double value : new double[] {-1, Double.POSITIVE_INFINITY, 1e300}) {
            Profile profile = parser(1).profile();
            profile.regions().get(0).runs().get(2).values()[5][1] = value;
            assertThatThrownBy(() -> train(profile))
                    .isInstanceOf(AutoPerfException.class)
                    .hasMessageContaining("'parse'")
                    .hasMessageContaining("cpu_ns")
                    .hasMessageContaining("run 3");
        }
    }

    private static double[] calibration(Model model) {
        return model.regions().stream()
                .flatMap(region -> region.runs().stream())
                .flatMapToDouble(run -> Arrays.stream(run.errors()))
                .toArray();
    }

    private static double quantile(double[] errors, double p) {
        double[] sorted = errors.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(p * (sorted.length + 1)) - 1];
    }

    private static double share(Model model, Profile candidate, double threshold) {
        return new Scorer(model).score(candidate).stream()
                .flatMap(region -> region.runs().stream())
                .flatMapToDouble(run -> Arrays.stream(run.errors()))
                .map(error -> error > threshold ? 1 : 0)
                .average()
                .orElseThrow();
    }
}
