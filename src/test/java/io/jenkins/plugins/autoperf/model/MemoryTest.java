package io.jenkins.plugins.autoperf.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.autoperf.profile.Machine;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileInfo;
import io.jenkins.plugins.autoperf.profile.SyntheticProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model is continued from the sessions that an earlier one remembers. */
class MemoryTest {
    private static final Hyperparameters QUICK = Hyperparameters.DEFAULT.withMaximumEpochs(3);

    @TempDir
    Path folder;

    private static SyntheticProfile parser(long seed) {
        return new SyntheticProfile(seed).counters("wall_ns", "cpu_ns", "minor_faults").runs(4).samples(100)
                .region("parse", 1e6, 9e5, 20).region("render", 3e6, 2e6, 100);
    }

    private static Model train(Profile... profiles) {
        return Trainer.train(List.of(profiles), QUICK, line -> {});
    }

    private static Model continued(Model earlier, int sessions, Profile... profiles) {
        return Trainer.train(earlier, sessions, List.of(profiles), QUICK, line -> {});
    }

    private static Set<Integer> sessions(Model model) {
        return model.regions().stream()
                .flatMap(region -> region.runs().stream())
                .map(Model.BaselineRun::session)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Property(tries = 30)
    void aContinuedModelKnowsTheRunsThatOneOfBothProfilesKnows(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int runs, @ForAll boolean work) {
        Profile a = parser(seed).runs(runs).work(work ? 10 : 0).profile();
        Profile b = parser(seed + 1).work(work ? 10 : 0).profile();
        Model together = train(a, b);
        Model continued = continued(train(a), 2, b);

        assertThat(continued.normalisation()).isEqualTo(together.normalisation());
        assertThat(continued.counters()).isEqualTo(together.counters());
        assertThat(continued.canaries()).isEqualTo(together.canaries());
        assertThat(continued.canaryRuns()).hasSameSizeAs(together.canaryRuns());
        assertThat(continued.warnings()).isEqualTo(together.warnings());
        for (int r = 0; r < together.regions().size(); r++) {
            assertThat(continued.regions().get(r).name()).isEqualTo(together.regions().get(r).name());
            List<Model.BaselineRun> wanted = together.regions().get(r).runs();
            List<Model.BaselineRun> got = continued.regions().get(r).runs();
            assertThat(got).hasSameSizeAs(wanted);
            for (int i = 0; i < wanted.size(); i++) {
                assertThat(got.get(i)).usingRecursiveComparison().ignoringFields("errors").isEqualTo(wanted.get(i));
            }
        }
    }

    @Test
    void meansAreThoseOfAllExecutionsAndNotOfTheRememberedSamples() {
        Model earlier = train(parser(1).samples(1000).profile());
        Model continued = continued(earlier, 2, parser(2).profile());

        for (int i = 0; i < 4; i++) {
            Model.BaselineRun then = earlier.regions().get(0).runs().get(i);
            Model.BaselineRun now = continued.regions().get(0).runs().get(i);
            assertThat(now.samples()).hasDimensions(64, 3);
            assertThat(now.means()).containsExactly(then.means());
            assertThat(now.means()[0]).isNotEqualTo(
                    Units.means(now.samples(), now.work(), false, 3)[0]);
        }
    }

    @Test
    void theLatestSessionsAreRememberedAndNumberedAnew() {
        Model model = train(parser(1).runs(2).profile());
        for (int build = 2; build <= 6; build++) {
            model = continued(model, 3, parser(build).runs(2).profile());
        }
        assertThat(model.region("parse").orElseThrow().runs())
                .extracting(Model.BaselineRun::run, Model.BaselineRun::session)
                .containsExactly(tuple(1, 0), tuple(2, 0), tuple(3, 1), tuple(4, 1), tuple(5, 2), tuple(6, 2));
        assertThat(model.canaryRuns()).hasSize(6);
        double[] oldest = train(parser(4).runs(2).profile()).regions().get(0).runs().get(0).means();
        assertThat(model.regions().get(0).runs().get(0).means()).containsExactly(oldest);
    }

    @Test
    void aHistoryOfOneForgetsEverything() {
        Profile now = parser(2).profile();
        assertThat(withoutTime(continued(train(parser(1).profile()), 1, now))).isEqualTo(withoutTime(train(now)));
    }

    @Test
    void theSameInputGivesTheSameModelToTheBit() {
        Model earlier = train(parser(1).profile());
        assertThat(withoutTime(continued(earlier, 5, parser(2).profile())))
                .isEqualTo(withoutTime(continued(earlier, 5, parser(2).profile())));
    }

    @Test
    void aModelDoesNotGrowOverFiftyBuilds() throws Exception {
        Model model = train(parser(1).profile());
        long largest = 0;
        for (int build = 2; build <= 50; build++) {
            model = continued(model, 5, parser(build).profile());
            if (build == 10) {
                largest = size(model);
            }
        }
        assertThat(sessions(model)).hasSize(5);
        assertThat(size(model)).isLessThan(largest + largest / 10);
    }

    @Test
    void anotherMachinesMemoryIsNotMixedIn() {
        Model earlier = train(parser(1).profile());
        Model continued = continued(earlier, 5, onAnotherMachine(parser(2).profile()));

        assertThat(sessions(continued)).hasSize(1);
        assertThat(continued.warnings()).singleElement().asString().contains("begun anew", "another machine");
    }

    @Test
    void aMemoryOfOtherUnitsIsNotMixedIn() {
        Model continued = continued(train(parser(1).profile()), 5, parser(2).work(10).profile());

        assertThat(continued.normalisation()).isEqualTo(Normalisation.PER_WORK);
        assertThat(sessions(continued)).hasSize(1);
        assertThat(continued.warnings()).singleElement().asString().contains("begun anew");
    }

    @Test
    void aCounterThatIsNoLongerMeasuredIsLeftOut() {
        Profile fewer = new SyntheticProfile(2).counters("cpu_ns", "wall_ns").region("parse", 9e5, 1e6).profile();
        Model continued = continued(train(parser(1).profile()), 5, fewer);

        assertThat(continued.counters()).extracting("name").containsExactly("wall_ns", "cpu_ns");
        assertThat(sessions(continued)).hasSize(2);
        assertThat(continued.region("parse").orElseThrow().runs()).allSatisfy(run -> assertThat(run.means()).hasSize(2));
        assertThat(continued.warnings()).anyMatch(w -> w.contains("left out: minor_faults"));
    }

    /** Else it would be left out of every later model, since each is continued from the one before. */
    @Test
    void aNewCounterBeginsTheMemoryAnew() {
        Profile more = new SyntheticProfile(2).counters("wall_ns", "cpu_ns", "minor_faults", "waits")
                .region("parse", 1e6, 9e5, 20, 3).profile();
        Model continued = continued(train(parser(1).profile()), 5, more);

        assertThat(continued.counters()).hasSize(4);
        assertThat(sessions(continued)).hasSize(1);
        assertThat(continued.warnings()).singleElement().asString().contains("begun anew", "waits");
    }

    private String withoutTime(Model model) {
        try {
            Path file = folder.resolve("model.json");
            ModelFile.write(model, file);
            return Files.readString(file).replaceFirst("\"created\":\"[^\"]*\"", "");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private long size(Model model) {
        return withoutTime(model).length();
    }

    private static Profile onAnotherMachine(Profile profile) {
        ProfileInfo i = profile.info();
        Machine m = i.machine();
        Machine other = new Machine(m.cpu(), m.cpus() + 94, m.architecture(), m.hypervisor(), m.kernel(), m.host(), m.memoryBytes());
        return new Profile(
                new ProfileInfo(i.format(), i.tool(), i.created(), i.command(), i.directory(), i.environment(), other,
                        i.plannedRuns(), i.interleavedWith(), i.groups(), i.unavailable(), i.canaries()),
                profile.counters(), profile.runs(), profile.regions(), profile.warnings());
    }
}
