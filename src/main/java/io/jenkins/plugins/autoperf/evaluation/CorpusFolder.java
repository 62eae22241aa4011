package io.jenkins.plugins.autoperf.evaluation;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileInfo;
import io.jenkins.plugins.autoperf.profile.ProfileLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A corpus on disk: {@code corpus.json} and, beside it, profile folders or archives of profiles. */
public final class CorpusFolder {
    static final String MANIFEST = "corpus.json";

    private final Path folder;
    private final Corpus corpus;
    private final Map<Path, ProfileArchive> archives = new ConcurrentHashMap<>();
    private final Map<String, Profile> simulated = new ConcurrentHashMap<>();

    private CorpusFolder(Path folder, Corpus corpus) {
        this.folder = folder;
        this.corpus = corpus;
    }

    /** @throws AutoPerfException where there is no usable {@code corpus.json} */
    public static CorpusFolder open(Path folder) {
        Corpus corpus = EvaluationJson.read(folder.resolve(MANIFEST), Corpus.class);
        if (corpus.format() != Corpus.FORMAT) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.DATA,
                    folder.resolve(MANIFEST) + " has the format " + corpus.format() + ", and this AutoPerf reads "
                            + Corpus.FORMAT + ".");
        }
        return new CorpusFolder(folder, corpus);
    }

    public Corpus corpus() {
        return corpus;
    }

    /**
     * The profile of one side.
     *
     * @param pairing {@link Pairing#ARCHIVED} takes away that it was measured in turn with another
     * @throws AutoPerfException where it is missing or damaged, or its path leads out of the corpus
     */
    public Profile profile(Corpus.Side side, Pairing pairing) {
        Profile profile = load(side.profile());
        Optional<Profile> beside = side.simulated().isEmpty()
                ? profile.simulated()
                : Optional.of(simulated.computeIfAbsent(side.simulated(), this::load));
        ProfileInfo info = pairing == Pairing.ARCHIVED ? alone(profile.info()) : profile.info();
        return new Profile(info, profile.counters(), profile.runs(), profile.regions(), profile.warnings(), beside);
    }

    /** Fingerprints of the machines of all good profiles. */
    List<String> machines() {
        return corpus.sittings().stream()
                .map(s -> load(s.good().profile()).info().machine().fingerprint())
                .distinct()
                .sorted()
                .toList();
    }

    private Profile load(String name) {
        int hash = name.indexOf('#');
        if (hash < 0) {
            return ProfileLoader.load(inside(name));
        }
        return archives.computeIfAbsent(inside(name.substring(0, hash)), ProfileArchive::read)
                .profile(name.substring(hash + 1));
    }

    private Path inside(String name) {
        Path path = folder.resolve(name).normalize();
        if (!path.startsWith(folder.normalize())) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.DATA, folder.resolve(MANIFEST) + " names " + name + ", which is outside of its folder.");
        }
        return path;
    }

    private static ProfileInfo alone(ProfileInfo i) {
        return new ProfileInfo(
                i.format(), i.tool(), i.created(), i.command(), i.directory(), i.environment(), i.machine(), i.plannedRuns(), "",
                i.groups(), i.unavailable(), i.canaries(), i.counted());
    }
}
