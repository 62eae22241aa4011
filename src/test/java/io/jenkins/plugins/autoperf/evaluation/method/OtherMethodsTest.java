package io.jenkins.plugins.autoperf.evaluation.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.evaluation.Method;
import io.jenkins.plugins.autoperf.evaluation.Scores;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import io.jenkins.plugins.autoperf.profile.SyntheticProfile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every method on the same made-up profiles: two regions, of which "hot" may change. */
class OtherMethodsTest {
    private static final long SEED = 1;

    @TestFactory
    Stream<DynamicTest> aRegionThatCostsTwiceAsMuchInEveryCounterOfItsOwnIsFound() {
        return OtherMethods.all(SEED).stream().map(method -> DynamicTest.dynamicTest(method.name(), () -> {
            Scores scores = judge(method, profile(1).profile(), slower(2, 2));
            assertThat(scores.region("hot").orElseThrow().flagged()).isTrue();
            assertThat(scores.region("hot").orElseThrow().score())
                    .isGreaterThan(scores.region("cold").orElseThrow().score());
        }));
    }

    @TestFactory
    Stream<DynamicTest> aSecondMeasurementOfTheSameVersionIsQuiet() {
        return OtherMethods.all(SEED).stream().map(method -> DynamicTest.dynamicTest(method.name(), () -> {
            long flagged = Stream.of(2L, 3L, 4L)
                    .flatMap(seed -> judge(method, profile(1).profile(), profile(seed).profile()).regions().stream())
                    .filter(Scores.Region::flagged)
                    .count();
            assertThat(flagged).as("flagged among six regions").isZero();
        }));
    }

    @TestFactory
    Stream<DynamicTest> moreOfAChangeIsMoreSuspicious() {
        return OtherMethods.all(SEED).stream()
                .filter(method -> !(method instanceof BehaviourMap))
                .map(method -> DynamicTest.dynamicTest(method.name(), () -> {
                    Profile good = profile(1).profile();
                    double little = hot(judge(method, good, slower(2, 1.3))).score();
                    assertThat(hot(judge(method, good, slower(2, 4))).score()).isGreaterThan(little);
                }));
    }

    @TestFactory
    Stream<DynamicTest> theSameProfilesGiveTheSameScores() {
        return OtherMethods.all(SEED).stream().map(method -> DynamicTest.dynamicTest(method.name(), () ->
                assertThat(judge(method, profile(1).profile(), slower(2, 1.5)))
                        .isEqualTo(judge(method, profile(1).profile(), slower(2, 1.5)))));
    }

    @TestFactory
    Stream<DynamicTest> valuesThatCouldNotBeReadAreLeftOut() {
        return OtherMethods.all(SEED).stream().map(method -> DynamicTest.dynamicTest(method.name(), () -> {
            Scores scores = judge(method, holes(profile(1).profile()), holes(slower(2, 2)));
            assertThat(scores.regions()).hasSize(2).allMatch(r -> Double.isFinite(r.score()));
            assertThat(hot(scores).score()).isGreaterThan(scores.region("cold").orElseThrow().score() + 0.1);
        }));
    }

    @TestFactory
    Stream<DynamicTest> oneRunOfEachSideIsJudgedToo() {
        return OtherMethods.all(SEED).stream().map(method -> DynamicTest.dynamicTest(method.name(), () -> {
            Scores scores = judge(method, profile(1).runs(1).profile(), profile(2).runs(1).profile());
            assertThat(scores.regions()).extracting(Scores.Region::region).containsExactly("cold", "hot");
            assertThat(scores.regions()).allMatch(r -> Double.isFinite(r.score()));
        }));
    }

    @TestFactory
    Stream<DynamicTest> aRegionOfTheGoodVersionAloneHasNoScore() {
        return OtherMethods.all(SEED).stream().map(method -> DynamicTest.dynamicTest(method.name(), () -> {
            Profile all = profile(2).profile();
            Profile less = with(all, all.counters(), List.of(all.region("hot").orElseThrow()));
            assertThat(judge(method, profile(1).profile(), less).regions())
                    .extracting(Scores.Region::region)
                    .containsExactly("hot");
            assertThat(judge(method, less, profile(1).profile()).regions())
                    .extracting(Scores.Region::region)
                    .containsExactly("hot");
        }));
    }

    @TestFactory
    Stream<DynamicTest> aCandidateWithoutTheCountersIsNotJudged() {
        Profile good = profile(1).profile();
        Profile bare = new SyntheticProfile(2)
                .counters("minor_faults")
                .region("cold", 10)
                .region("hot", 10)
                .profile();
        return OtherMethods.all(SEED).stream().map(method -> DynamicTest.dynamicTest(method.name(), () ->
                assertThat(method.learn(good).orElseThrow().score(bare)).isEmpty()));
    }

    @Test
    void theFixedRatioNeedsTheCountersOfSharing() {
        Profile software = new SyntheticProfile(1).counters(Counter.CPU).region("hot", 1e6).profile();
        assertThat(new FixedRatioTree().learn(software)).isEmpty();
    }

    @Test
    void theFixedRatioFlagsWhateverSharesAlsoWhereItAlwaysDid() {
        Profile sharing = profile(1).times("hot", "PAPI_CA_ITV", 100).profile();
        assertThat(hot(judge(new FixedRatioTree(), sharing, sharing)).flagged()).isTrue();
    }

    @Test
    void costMethodsNeedACost() {
        Profile faults = new SyntheticProfile(1).counters("minor_faults").region("hot", 10).profile();
        assertThat(new MannWhitney().learn(faults)).isEmpty();
        assertThat(new PercentageOverMean().learn(faults)).isEmpty();
    }

    @Test
    void theRankTestCountsByUnitOfWorkAndThePercentageDoesNot() {
        Profile good = profile(1).work(10).profile();
        Profile larger = profile(2).work(20).times("hot", Counter.CPU, 2).times("cold", Counter.CPU, 2).profile();
        assertThat(judge(new MannWhitney(), good, larger).regions()).noneMatch(Scores.Region::flagged);
        assertThat(judge(new PercentageOverMean(), good, larger).regions()).allMatch(Scores.Region::flagged);
    }

    @Test
    void thePercentageIsThatOfTheMeans() {
        Profile good = profile(1).profile();
        Profile dearer = times(good, 1.12);
        Scores scores = judge(new PercentageOverMean(), good, dearer);
        assertThat(scores.regions()).allSatisfy(r -> assertThat(r.score()).isBetween(0.1199, 0.1201));
        assertThat(scores.regions()).allMatch(Scores.Region::flagged);
        assertThat(judge(new PercentageOverMean(), good, times(good, 1.08)).regions()).noneMatch(Scores.Region::flagged);
    }

    private static Scores judge(Method method, Profile good, Profile candidate) {
        return method.learn(good).flatMap(learnt -> learnt.score(candidate)).orElseThrow();
    }

    private static Scores.Region hot(Scores scores) {
        return scores.region("hot").orElseThrow();
    }

    private static SyntheticProfile profile(long seed) {
        return new SyntheticProfile(seed)
                .counters(Counter.CPU, Counter.INSTRUCTIONS, "PAPI_L1_DCM", "PAPI_CA_ITV")
                .samples(30)
                .spread(0.3)
                .noise(0.01)
                .region("cold", 1e6, 3e6, 2e4, 300)
                .region("hot", 2e6, 5e6, 5e4, 3_000);
    }

    /** Instructions stay. */
    private static Profile slower(long seed, double factor) {
        return profile(seed)
                .times("hot", Counter.CPU, factor)
                .times("hot", "PAPI_L1_DCM", factor)
                .times("hot", "PAPI_CA_ITV", factor)
                .profile();
    }

    /** Every 25th value of another column each time. */
    private static Profile holes(Profile profile) {
        return map(profile, (i, row) -> {
            double[] some = row.clone();
            if (i % 25 == 0) {
                some[i / 25 % some.length] = Double.NaN;
            }
            return some;
        });
    }

    private static Profile times(Profile profile, double factor) {
        return map(profile, (i, row) -> Arrays.stream(row).map(v -> v * factor).toArray());
    }

    private interface RowChange {
        double[] of(int i, double[] row);
    }

    private static Profile map(Profile profile, RowChange change) {
        List<RegionSamples> regions = profile.regions().stream()
                .map(region -> new RegionSamples(region.name(), region.runs().stream()
                        .map(run -> {
                            double[][] values = new double[run.samples()][];
                            Arrays.setAll(values, i -> change.of(run.run() * 1_000 + i, run.values()[i]));
                            return new RegionRun(run.run(), run.executions(), run.threads(), values, run.work());
                        })
                        .toList()))
                .toList();
        return with(profile, profile.counters(), regions);
    }

    private static Profile with(Profile profile, List<Counter> counters, List<RegionSamples> regions) {
        return new Profile(profile.info(), counters, profile.runs(), regions, List.of(), Optional.empty());
    }
}
