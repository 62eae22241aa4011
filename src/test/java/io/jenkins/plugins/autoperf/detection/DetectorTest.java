package io.jenkins.plugins.autoperf.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.counter.Counter;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorTest {
    @Nested
    class Regression {
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void twiceTheCpuTimeIsFoundInTenRunsAlways(boolean interleaved) {
            for (int seed = 0; seed < 30; seed++) {
                Measurement m = new Measurement(seed).slower(2);
                m.interleaved = interleaved;
                RegionVerdict verdict = m.verdict();
                assertThat(verdict.verdict()).isEqualTo(Verdict.REGRESSION);
                assertThat(verdict.reason()).startsWith("CPU time per execution is ").contains(" interval ");
                assertThat(verdict.costs().get(0).counter().name()).isEqualTo(Counter.CPU);
            }
        }

        @Test
        void isTheVerdictOnTheBuildIfOneRegionOfTwentyHasIt() {
            Measurement m = new Measurement(1).slower(2);
            m.regions = 20;
            Measurement good = new Measurement(2);
            good.regions = 20;
            var scores = new java.util.ArrayList<>(good.scores());
            scores.set(7, m.scores().get(7));
            Detection detection =
                    new Detector().detect(good.model(), good.profile(), scores, DetectionOptions.DEFAULT);
            assertThat(detection.verdict()).isEqualTo(Verdict.REGRESSION);
            assertThat(detection.regions()).hasSize(20);
            assertThat(detection.regions().get(0).region()).isEqualTo("region 7");
            assertThat(detection.regions().subList(1, 20))
                    .noneMatch(r -> r.verdict() == Verdict.REGRESSION);
        }

        @Test
        void byPageFaultsWhereTheMachinesDriftHidesTheTime() {
            Measurement m = new Measurement(3).slower(1.2).scaled(Measurement.FAULTS, 200);
            m.interleaved = false;
            RegionVerdict verdict = m.verdict();
            assertThat(verdict.costs().get(0).interval().low()).isLessThan(1.05);
            assertThat(verdict.verdict()).isEqualTo(Verdict.REGRESSION);
            assertThat(verdict.reason()).contains("minor_faults up from 2.").contains("at least 1");
        }

        @Test
        void isNotProvenByCountsThatCostNextToNothing() {
            Measurement m = new Measurement(3).slower(1.1).scaled(Measurement.FAULTS, 3);
            m.interleaved = false;
            assertThat(m.verdict().verdict()).isNotEqualTo(Verdict.REGRESSION);
        }

        @Test
        void isNotProvenByCountsIfTheTimeIsTheSame() {
            Measurement m = new Measurement(3).steady().scaled(Measurement.FAULTS, 200);
            m.anomaly = 2;
            m.interleaved = false;
            assertThat(m.verdict().verdict()).isEqualTo(Verdict.CHANGED);
        }

        @Test
        void ofWallTimeAloneIsBorneOutByWaits() {
            Measurement m = new Measurement(4).scaled(Measurement.WALL, 1.4).scaled(Measurement.WAITS, 20);
            RegionVerdict verdict = m.verdict();
            assertThat(verdict.verdict()).isEqualTo(Verdict.REGRESSION);
            assertThat(verdict.reason()).startsWith("Wall time").contains("voluntary_switches up from");
            assertThat(verdict.costs().get(0).counter().name()).isEqualTo(Counter.WALL);
        }

        @Test
        void ofWallTimeAloneOnABusyMachineIsInconclusive() {
            Measurement m = new Measurement(4).scaled(Measurement.WALL, 2).scaled(Measurement.PREEMPTIONS, 30);
            RegionVerdict verdict = m.verdict();
            assertThat(verdict.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(verdict.reason()).contains("runs nothing else");
        }
    }

    @Nested
    class NoRegression {
        @Test
        void halfTheTimeIsAnImprovement() {
            assertThat(new Measurement(5).slower(0.5).verdict().verdict()).isEqualTo(Verdict.IMPROVEMENT);
        }

        @Test
        void theSameIsUnchangedAndSaysWhatWouldHaveBeenSeen() {
            RegionVerdict verdict = new Measurement(6).steady().verdict();
            assertThat(verdict.verdict()).isEqualTo(Verdict.UNCHANGED);
            assertThat(verdict.reason()).contains("would have been seen");
            assertThat(verdict.costs()).allSatisfy(c -> {
                assertThat(c.minimumDetectable()).isBetween(0.05, 0.12);
                assertThat(c.interval().contains(c.ratio())).isTrue();
            });
        }

        @Test
        void aCreepOfFivePerCentIsUnchangedOnlyBesideAMinimumDetectableEffectAboveIt() {
            for (int seed = 0; seed < 20; seed++) {
                RegionVerdict verdict = new Measurement(seed).slower(1.05).verdict();
                if (verdict.verdict() == Verdict.UNCHANGED) {
                    assertThat(verdict.costs().get(0).minimumDetectable()).isGreaterThan(0.05);
                }
            }
        }

        @Test
        void noiseThatWouldHideAHalfIsInconclusiveAndSaysHowManyRunsWouldDo() {
            Measurement m = new Measurement(8);
            m.spread = 0.3;
            RegionVerdict verdict = m.verdict();
            assertThat(verdict.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(verdict.reason()).containsPattern("about \\d+ runs of each version");
        }

        @Test
        void anAnomalousShapeAtTheSameCostIsAChangeIfTheSidesAlternated() {
            Measurement m = new Measurement(9);
            m.anomaly = 3;
            assertThat(m.verdict().verdict()).isEqualTo(Verdict.CHANGED);
            m.interleaved = false;
            assertThat(m.verdict().verdict()).isNotEqualTo(Verdict.CHANGED);
        }

        @Test
        void anAnomalousShapeOfLargerExecutionsIsNone() {
            Measurement m = new Measurement(9);
            m.anomaly = 3;
            m.baselineWork = 100;
            m.candidateWork = 150;
            assertThat(m.verdict().verdict()).isEqualTo(Verdict.UNCHANGED);
            m.candidateWork = 105;
            assertThat(m.verdict().verdict()).isEqualTo(Verdict.CHANGED);
        }

        @Test
        void aCounterThatUsedToBeConstantIsAChangeAndComesFirst() {
            Measurement m = new Measurement(10).steady();
            m.baseline[Measurement.FAULTS] = 0;
            m.candidate[Measurement.FAULTS] = 100;
            m.columns = new int[] {Measurement.WALL, Measurement.CPU};
            m.interleaved = false;
            RegionVerdict verdict = m.verdict();
            assertThat(verdict.verdict()).isEqualTo(Verdict.CHANGED);
            assertThat(verdict.counters().get(0).counter().name()).isEqualTo("minor_faults");
            assertThat(verdict.counters().get(0).ratio()).isInfinite();
        }

        @Test
        void aSlowerMachineIsNotTheProgramsFault() {
            Measurement m = new Measurement(11);
            m.interleaved = false;
            m.session = Math.log(1.6);
            m.canaryShift = Math.log(1.6);
            Detection detection = m.detect();
            assertThat(detection.noise().drift()).isBetween(1.2, 2.0);
            assertThat(detection.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(detection.regions().get(0).reason()).contains("in turn");
        }

        @Test
        void withoutACanaryTheAllowanceIsTheLargest() {
            Measurement m = new Measurement(12).slower(1.6);
            m.interleaved = false;
            m.canaries = false;
            assertThat(m.detect().noise().drift()).isEqualTo(DriftAllowance.UNKNOWN);
            assertThat(m.verdict().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        }
    }

    @Nested
    class BadInput {
        @Test
        void oneRunCannotDecideAndSaysHowManyWould() {
            Measurement m = new Measurement(13).slower(3);
            m.candidateRuns = 1;
            RegionVerdict verdict = m.verdict();
            assertThat(verdict.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(verdict.reason()).contains("one run against 10 runs of the good version").contains("at least 4 of the candidate");
            assertThat(verdict.costs().get(0).minimumDetectable()).isInfinite();
        }

        @Test
        void oneGoodRunCannotDecideEither() {
            Measurement m = new Measurement(13).slower(3);
            m.baselineRuns = 1;
            m.candidateRuns = 1;
            assertThat(m.verdict().reason()).contains("of each version");
        }

        @Test
        void anotherMachineIsRefusedUnlessAccepted() {
            Measurement m = new Measurement(14).slower(1.5);
            m.cpuModel = "EPYC";
            assertThatThrownBy(m::detect)
                    .isInstanceOfSatisfying(
                            AutoPerfException.class, e -> assertThat(e.kind()).isEqualTo(AutoPerfException.Kind.DATA))
                    .hasMessageContaining("EPYC")
                    .hasMessageContaining("Xeon");
            Detection accepted =
                    new Detector().detect(m.model(), m.profile(), m.scores(), DetectionOptions.DEFAULT, true);
            assertThat(accepted.warnings()).anyMatch(w -> w.contains("another machine"));
            assertThat(accepted.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        }

        @Test
        void noSampleIsAnErrorOfTheWorkload() {
            Measurement m = new Measurement(15);
            m.regions = 0;
            assertThatThrownBy(m::detect)
                    .isInstanceOfSatisfying(
                            AutoPerfException.class, e -> assertThat(e.kind()).isEqualTo(AutoPerfException.Kind.WORKLOAD));
        }

        @Test
        void aNewRegionFailsNoBuildAndAVanishedOneIsToldOf() {
            Measurement before = new Measurement(16);
            Measurement after = new Measurement(17);
            after.regions = 2;
            Detection more = new Detector()
                    .detect(before.model(), after.profile(), after.scores().subList(0, 1), DetectionOptions.DEFAULT);
            assertThat(more.verdict()).isEqualTo(Verdict.UNCHANGED);
            assertThat(more.regions()).filteredOn(r -> r.cluster() == -1).singleElement().satisfies(r -> {
                assertThat(r.region()).isEqualTo("region 1");
                assertThat(r.reason()).contains("no baseline");
            });
            Detection fewer =
                    new Detector().detect(after.model(), before.profile(), before.scores(), DetectionOptions.DEFAULT);
            assertThat(fewer.warnings()).anyMatch(w -> w.contains("region 1") && w.contains("not in this one"));
        }

        @Test
        void aModelMadeBeforeTheRunsIsNotInterleavedWhateverTheProfileSays() {
            Measurement m = new Measurement(18);
            Measurement later = new Measurement(18);
            later.interleaved = false;
            var info = m.profile().info();
            var runs = later.profile().runs();
            var claims = new io.jenkins.plugins.autoperf.profile.Profile(
                    info, Measurement.COUNTERS, runs, m.profile().regions(), List.of());
            Detection detection = new Detector().detect(m.model(), claims, m.scores(), DetectionOptions.DEFAULT);
            assertThat(detection.noise().interleaved()).isFalse();
            assertThat(detection.warnings()).anyMatch(w -> w.contains("measured in turn with good"));
        }

        @Test
        void valuesThatAreNoNumbersAreLeftOut() {
            Measurement m = new Measurement(19);
            var scores = m.scores();
            scores.get(0).runs().get(0).means()[Measurement.CPU] = Double.NaN;
            scores.get(0).runs().get(0).errors()[0] = Double.NaN;
            scores.get(0).runs().get(1).errors()[0] = Double.POSITIVE_INFINITY;
            RegionVerdict verdict = new Detector()
                    .detect(m.model(), m.profile(), scores, DetectionOptions.DEFAULT)
                    .regions()
                    .get(0);
            assertThat(verdict.verdict()).isEqualTo(Verdict.UNCHANGED);
            assertThat(verdict.costs().get(0).candidateRuns()).hasSize(9);
            assertThat(java.util.Arrays.stream(verdict.errors().candidate()).sum()).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
        }

        @Test
        void optionsOutOfRangeAreRefusedByName() {
            assertThatThrownBy(() -> new DetectionOptions(0, 0.05, 0.95, 2, false, 0.95, 1))
                    .isInstanceOf(AutoPerfException.class)
                    .hasMessageContaining("false alarm rate");
        }
    }

    @Test
    void theSameSeedGivesTheSameResultToTheBit() {
        assertThat(new Measurement(20).slower(1.3).detect())
                .usingRecursiveComparison()
                .isEqualTo(new Measurement(20).slower(1.3).detect());
    }
}
