package io.jenkins.plugins.autoperf.chart;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What one build adds to the trend.
 *
 * @param build number of the build
 * @param label what the build is called, such as {@code #12}
 * @param href relative address of its page, such as {@code 12/autoperf/}, or empty
 * @param regressions regions that became dearer; likewise the two after
 * @param cost of a region's typical execution by its name, in one unit for all builds; without the regions that were not
 *     measured
 * @param newBaseline whether the comparison starts anew with this build, because someone accepted its cost as normal or
 *     because the baseline was reset
 */
public record TrendPoint(
        int build,
        String label,
        String href,
        int regressions,
        int inconclusive,
        int improvements,
        Map<String, Double> cost,
        boolean newBaseline) {
    /** A relative address. It stands in SVG and in image maps, and JFreeChart does not escape the latter. */
    private static final Pattern RELATIVE = Pattern.compile("(?!//)[\\w./~%?=#+-]*");

    /** @throws IllegalArgumentException where {@code href} is no relative address, or a count is below 0 */
    public TrendPoint {
        if (!RELATIVE.matcher(href).matches()) {
            throw new IllegalArgumentException("Not a relative address: " + href);
        }
        if (regressions < 0 || inconclusive < 0 || improvements < 0) {
            throw new IllegalArgumentException("A count of regions is below 0");
        }
        cost = Map.copyOf(cost);
    }
}
