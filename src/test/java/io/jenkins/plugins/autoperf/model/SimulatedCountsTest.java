package io.jenkins.plugins.autoperf.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.SyntheticProfile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated part of profiles and models. */
class SimulatedCountsTest {
    private static final Hyperparameters QUICK =
            new Hyperparameters(1, 8, 3, 0.95, 0.1, 0.01, 32, 3, 2, 2, 200, 1);

    @TempDir
    Path folder;

    private static Profile simulated(double instructions) {
        return new SyntheticProfile(1)
                .counters(Counter.SIMULATED_CYCLES, Counter.SIMULATED_INSTRUCTIONS)
                .region("parse", 2 * instructions, instructions)
                .runs(1)
                .samples(8)
                .spread(0)
                .noise(0)
                .runEffect(0)
                .profile();
    }

    private static Profile good(int seed, Optional<Profile> simulated) {
        Profile plain = new SyntheticProfile(seed)
                .counters(Counter.WALL, Counter.CPU)
                .region("parse", 1e6, 9e5)
                .runs(4)
                .samples(10)
                .profile();
        return new Profile(plain.info(), plain.counters(), plain.runs(), plain.regions(), plain.warnings(), simulated);
    }

    private static double[] instructions(Model model) {
        return model.simulated().region("parse").orElseThrow().runs().stream()
                .mapToDouble(run -> run.means()[1])
                .toArray();
    }

    @Test
    void aModelKeepsTheMeansOfItsSimulatedRunsAndGivesThemBackFromItsFile() {
        Model model = Trainer.train(List.of(good(1, Optional.of(simulated(1000)))), QUICK, text -> {});
        assertThat(instructions(model)).containsExactly(1000);
        assertThat(model.counters()).extracting(Counter::name).containsExactly(Counter.WALL, Counter.CPU);
        ModelFile.write(model, folder.resolve("model.json"));
        assertThat(instructions(ModelFile.read(folder.resolve("model.json")))).containsExactly(1000);
    }

    @Test
    void aModelOfProfilesWithoutASimulatedPartHasNone() {
        Model model = Trainer.train(List.of(good(1, Optional.empty())), QUICK, text -> {});
        ModelFile.write(model, folder.resolve("model.json"));
        assertThat(ModelFile.read(folder.resolve("model.json")).simulated()).isEqualTo(SimulatedCounts.NONE);
        assertThat(model.simulated().alike(good(2, Optional.of(simulated(1000))))).isEqualTo(SimulatedCounts.NONE);
    }

    @Test
    void aContinuedModelRemembersTheLatestSessionsAndNoMore() {
        Model model = Trainer.train(List.of(good(1, Optional.of(simulated(1000)))), QUICK, text -> {});
        for (int build = 2; build <= 4; build++) {
            Profile next = good(build, Optional.of(simulated(1000 + build)));
            model = Trainer.train(model, 3, List.of(next), QUICK, text -> {});
        }
        assertThat(instructions(model)).containsExactly(1002, 1003, 1004);
        assertThat(model.simulated().region("parse").orElseThrow().runs())
                .extracting(SimulatedCounts.Run::session)
                .containsExactly(0, 1, 2);
    }

    @Test
    void aSessionWithoutASimulatedPartLeavesTheOthers() {
        Model model = Trainer.train(List.of(good(1, Optional.of(simulated(1000)))), QUICK, text -> {});
        Model next = Trainer.train(model, 3, List.of(good(2, Optional.empty())), QUICK, text -> {});
        assertThat(instructions(next)).containsExactly(1000);
    }

    @Test
    void aCandidateIsCountedByTheUnitsOfTheModel() {
        Model model = Trainer.train(List.of(good(1, Optional.of(simulated(1000)))), QUICK, text -> {});
        SimulatedCounts candidate = model.simulated().alike(good(2, Optional.of(simulated(1200))));
        assertThat(candidate.region("parse").orElseThrow().runs().get(0).means()[1]).isEqualTo(1200);
        assertThat(candidate.counters()).isEqualTo(model.simulated().counters());
    }
}
