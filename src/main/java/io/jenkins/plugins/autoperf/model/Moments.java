package io.jenkins.plugins.autoperf.model;

/** Mean, standard deviation (n − 1), and the plain moment ratios m₃ / m₂^1.5 and m₄ / m₂². */
final class Moments {
    private Moments() {}

    /** Skewness 0 and kurtosis 3 where all errors are equal, deviation 0 where there is one. */
    static Model.ErrorStatistics of(double[] errors) {
        int n = errors.length;
        double mean = 0;
        for (double e : errors) {
            mean += e / n;
        }
        double m2 = 0;
        double m3 = 0;
        double m4 = 0;
        for (double e : errors) {
            double d = e - mean;
            m2 += d * d / n;
            m3 += d * d * d / n;
            m4 += d * d * d * d / n;
        }
        if (!(m2 > 1e-24 * mean * mean)) {
            return new Model.ErrorStatistics(n, mean, 0, 0, 3);
        }
        return new Model.ErrorStatistics(
                n, mean, Math.sqrt(m2 * n / (n - 1)), m3 / Math.pow(m2, 1.5), m4 / (m2 * m2));
    }
}
