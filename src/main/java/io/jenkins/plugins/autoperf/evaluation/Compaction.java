package io.jenkins.plugins.autoperf.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.autoperf.profile.ProfileLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stores a corpus of profile folders in little room: one archive a program. */
public final class Compaction {
    private final Path from;
    private final int samples;
    private final Map<String, Map<String, JsonNode>> archives = new LinkedHashMap<>();

    private Compaction(Path from, int samples) {
        this.from = from;
        this.samples = samples;
    }

    /**
     * @param from a corpus of profile folders
     * @param samples of each region and run that are kept
     */
    public static void compact(Path from, Path to, int samples) {
        Corpus corpus = CorpusFolder.open(from).corpus();
        Compaction compaction = new Compaction(from, samples);
        List<Corpus.Sitting> sittings = new ArrayList<>();
        for (Corpus.Sitting s : corpus.sittings()) {
            sittings.add(new Corpus.Sitting(
                    s.program(), s.condition(), s.number(), s.interleaved(), compaction.stored(s.program(), s.good()),
                    s.candidates().stream()
                            .map(c -> new Corpus.Candidate(
                                    compaction.stored(s.program(), c.side()), c.kind(), c.effect(), c.guilty()))
                            .toList()));
        }
        EvaluationJson.write(to.resolve(CorpusFolder.MANIFEST), new Corpus(Corpus.FORMAT, sittings));
        compaction.archives.forEach((program, profiles) -> ProfileArchive.write(to.resolve(file(program)), profiles));
    }

    private static String file(String program) {
        return program + ".jsonl.gz";
    }

    private Corpus.Side stored(String program, Corpus.Side side) {
        return new Corpus.Side(stored(program, side.profile()), stored(program, side.simulated()));
    }

    private String stored(String program, String profile) {
        if (profile.isEmpty()) {
            return "";
        }
        String id = profile.startsWith(program + "/") ? profile.substring(program.length() + 1) : profile;
        archives.computeIfAbsent(program, p -> new LinkedHashMap<>())
                .computeIfAbsent(id, i -> CompactProfile.write(i, ProfileLoader.load(from.resolve(profile)), samples));
        return file(program) + "#" + id;
    }
}
