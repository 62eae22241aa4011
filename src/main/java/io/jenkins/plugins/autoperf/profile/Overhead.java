package io.jenkins.plugins.autoperf.profile;

/**
 * What the measurement itself cost, from executions with and without counters in turn: {@code overhead.json}.
 *
 * @param ratio median over the pairs of wall time with counters to wall time without
 * @param low lower end of the interval of that median, from order statistics
 * @param high its upper end
 * @param confidence that the interval holds the median, of at least 0.95 where there are six pairs or more
 * @param pairs number of pairs
 * @param nanosecondsPerExecution median difference in wall time by the number of region executions; may be negative where noise
 *     is larger than the cost
 */
public record Overhead(
        double ratio, double low, double high, double confidence, int pairs, double nanosecondsPerExecution) {}
