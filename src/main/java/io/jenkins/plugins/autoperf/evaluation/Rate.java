package io.jenkins.plugins.autoperf.evaluation;

import smile.math.special.Beta;

/**
 * A share with its exact 95 % interval (Clopper and Pearson 1934).
 *
 * @param low lower end, 0 to 1; 0 where there is no trial
 * @param high upper end; 1 where there is no trial
 */
public record Rate(int events, int trials, double low, double high) {
    private static final double TAIL = 0.025;

    public static Rate of(int events, int trials) {
        double low = events == 0 ? 0 : quantile(TAIL, events, trials - events + 1);
        double high = events == trials ? 1 : quantile(1 - TAIL, events + 1, trials - events);
        return new Rate(events, trials, low, high);
    }

    /** {@code NaN} where there is no trial. */
    public double share() {
        return trials == 0 ? Double.NaN : (double) events / trials;
    }

    /** Of the beta distribution, by halving. */
    private static double quantile(double p, double a, double b) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (Beta.regularizedIncompleteBetaFunction(a, b, middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
