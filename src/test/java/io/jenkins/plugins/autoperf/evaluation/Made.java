package io.jenkins.plugins.autoperf.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Family;
import io.jenkins.plugins.autoperf.counter.Source;
import io.jenkins.plugins.autoperf.profile.Machine;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileInfo;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import io.jenkins.plugins.autoperf.profile.RunInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Made-up profiles of a program with the regions "read" and "work", and a corpus of them. */
final class Made {
    static final List<Counter> COUNTERS = List.of(
            new Counter(Counter.WALL, Source.SOFTWARE, Family.WALL_TIME, "ns", "wall time"),
            new Counter(Counter.CPU, Source.SOFTWARE, Family.CPU_TIME, "ns", "CPU time"),
            new Counter("minor_faults", Source.SOFTWARE, Family.PAGE_FAULTS, "count", "page faults"));

    private Made() {}

    /** @param slower factor of the region "work" */
    static Profile profile(long seed, double slower, int samples) {
        Random random = new Random(seed);
        List<RegionSamples> regions = new ArrayList<>();
        for (String name : List.of("read", "work")) {
            double cost = name.equals("work") ? 2e6 * slower : 1e6;
            List<RegionRun> runs = new ArrayList<>();
            for (int run = 1; run <= 6; run++) {
                double[][] values = new double[samples][];
                for (int i = 0; i < samples; i++) {
                    double time = cost * Math.exp(0.01 * random.nextGaussian());
                    values[i] = new double[] {time * 1.01, time, i % 10 == 3 ? 1 : 0};
                }
                runs.add(new RegionRun(run, samples * 2L, 1, values, new double[samples]));
            }
            regions.add(new RegionSamples(name, runs));
        }
        List<RunInfo> runs = new ArrayList<>();
        for (int run = 1; run <= 6; run++) {
            double canary = 4e6 * Math.exp(0.005 * random.nextGaussian());
            runs.add(new RunInfo(run, 0, true, "2026-01-02T11:00:0" + run + "Z", 0.1, 0, false, List.of(canary), "run-000" + run + ".0"));
        }
        ProfileInfo info = new ProfileInfo(
                ProfileInfo.FORMAT, "test", "2026-01-02T10:00:00Z", List.of("/home/me/bench"), "/home/me", Map.of("A", "b"),
                new Machine("Xeon", 2, "amd64", "KVM", "6.1", "secret", 4L << 30), 6, "again", List.of(COUNTERS), Map.of(),
                List.of("compute"), 1);
        return new Profile(info, COUNTERS, runs, regions, List.of(), Optional.empty());
    }

    /** Two sittings of one program, each with an unchanged and a slower candidate. */
    static void corpus(Path folder, double slower) {
        List<Corpus.Sitting> sittings = new ArrayList<>();
        Map<String, JsonNode> profiles = new LinkedHashMap<>();
        for (int s = 1; s <= 2; s++) {
            store(profiles, s + "/good", profile(s, 1, 20));
            store(profiles, s + "/again", profile(10 + s, 1, 20));
            store(profiles, s + "/slower", profile(20 + s, slower, 20));
            int effect = (int) Math.round(100 * (slower - 1));
            sittings.add(new Corpus.Sitting("bench", Condition.QUIET, s, true, side(s + "/good"), List.of(
                    new Corpus.Candidate(side(s + "/again"), Kind.SAME, 0, List.of()),
                    new Corpus.Candidate(side(s + "/slower"), Kind.SLOWER, effect, List.of("work")))));
        }
        EvaluationJson.write(folder.resolve(CorpusFolder.MANIFEST), new Corpus(Corpus.FORMAT, sittings));
        ProfileArchive.write(folder.resolve("bench.jsonl.gz"), profiles);
    }

    private static void store(Map<String, JsonNode> profiles, String id, Profile profile) {
        profiles.put(id, CompactProfile.write(id, profile, 12));
    }

    private static Corpus.Side side(String id) {
        return new Corpus.Side("bench.jsonl.gz#" + id, "");
    }
}
