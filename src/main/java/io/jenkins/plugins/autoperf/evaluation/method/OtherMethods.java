package io.jenkins.plugins.autoperf.evaluation.method;

import io.jenkins.plugins.autoperf.evaluation.Method;
import io.jenkins.plugins.autoperf.model.VariationalAutoencoder;
import java.util.Arrays;
import java.util.List;

/** What AutoPerf is compared with. */
public final class OtherMethods {
    private OtherMethods() {}

    /** @param seed of all that is random in them */
    public static List<Method> all(long seed) {
        return List.of(
                new OneClassThreshold("Mahalanobis distance", mahalanobis(), seed),
                new OneClassThreshold("principal components", new PrincipalComponents(), seed),
                new OneClassThreshold("Gaussian mixture", new GaussianMixture(), seed),
                new OneClassThreshold("variational autoencoder", variational(), seed),
                new BehaviourMap(seed),
                new FixedRatioTree(),
                new MannWhitney(),
                new PercentageOverMean());
    }

    /** Mahalanobis 1936: the distance from the mean in units of the normal distribution that fits. */
    static OneClass mahalanobis() {
        return (rows, seed) -> {
            double[] equal = new double[rows.length];
            Arrays.fill(equal, 1);
            Gaussian normal = Gaussian.of(rows, equal);
            return row -> Math.sqrt(normal.squaredDistance(row));
        };
    }

    static OneClass variational() {
        return (rows, seed) -> VariationalAutoencoder.train(rows, seed)::loss;
    }
}
