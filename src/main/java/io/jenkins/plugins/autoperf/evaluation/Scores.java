package io.jenkins.plugins.autoperf.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * What a method says of a candidate.
 *
 * @param regions in order of their name
 */
public record Scores(List<Region> regions) {
    /**
     * @param region its name
     * @param score finite; the higher, the more a regression is suspected. Comparable between programs, since the curves
     *     pool all of them: a p-value's negative logarithm, a share, a number of deviations
     * @param flagged whether the method calls it a regression where nothing is set by hand
     * @param verdict the method's own word where it knows more than two, such as INCONCLUSIVE, else an empty string
     * @param minimumDetectable smallest relative increase of cost that the method says it could have seen, 0.1 for 10 %; NaN
     *     where it does not say, infinite where it could have seen none
     */
    public record Region(String region, double score, boolean flagged, String verdict, double minimumDetectable) {
        /** Of a method that knows flagged and not flagged. */
        public Region(String region, double score, boolean flagged) {
            this(region, score, flagged, "", Double.NaN);
        }
    }

    public Optional<Region> region(String name) {
        return regions.stream().filter(r -> r.region().equals(name)).findFirst();
    }
}
