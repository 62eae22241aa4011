package io.jenkins.plugins.autoperf.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * What was measured to evaluate detectors: {@code corpus.json}. A profile is named by the path of its folder, or by
 * {@code FILE#ID} where it lies in a {@link ProfileArchive}, relative to the corpus.
 *
 * @param format version of the file's layout
 * @param sittings in the order in which they were made
 */
public record Corpus(int format, List<Sitting> sittings) {
    public static final int FORMAT = 1;

    /**
     * The good version and some candidates, measured at the same time.
     *
     * @param program its name
     * @param number counted up for each program and condition
     * @param interleaved whether the runs of all of them alternated
     * @param good profile of the good version
     */
    public record Sitting(
            String program, Condition condition, int number, boolean interleaved, Side good, List<Candidate> candidates) {}

    /**
     * A profile.
     *
     * @param simulated profile of the same version on a simulated processor; an empty string for none
     */
    public record Side(String profile, String simulated) {}

    /**
     * @param effect injected increase of the guilty regions' cost in percent; 0 where there is none
     * @param guilty regions with a defect
     */

    public record Candidate(Side side, Kind kind, int effect, List<String> guilty) {}

    /**
     * All comparisons that the sittings allow: in each the good version with every candidate, and the good version with
     * every candidate of the next sitting of the same program under the same condition. Not of a creep, see {@link CreepStudy}.
     */
    public List<Comparison> comparisons() {
        List<Comparison> all = new ArrayList<>();
        for (Sitting sitting : sittings) {
            if (sitting.condition == Condition.CREEP) {
                continue;
            }
            List<Sitting> like = sittings.stream()
                    .filter(s -> s.program.equals(sitting.program) && s.condition == sitting.condition)
                    .toList();
            Sitting next = like.get((like.indexOf(sitting) + 1) % like.size());
            if (sitting.interleaved) {
                sitting.candidates.forEach(c -> all.add(new Comparison(all.size(), sitting, Pairing.INTERLEAVED, c)));
            }
            if (next != sitting || !sitting.interleaved) {
                next.candidates.forEach(c -> all.add(new Comparison(all.size(), sitting, Pairing.ARCHIVED, c)));
            }
        }
        return all;
    }

    /**
     * @param number position among all comparisons
     * @param sitting of the good version
     */
    public record Comparison(int number, Sitting sitting, Pairing pairing, Candidate candidate) {
        public String program() {
            return sitting.program();
        }

        public Condition condition() {
            return sitting.condition();
        }

        /** Whether nothing was changed, so that every alarm is a false one. */
        public boolean same() {
            return candidate.kind() == Kind.SAME;
        }
    }
}
