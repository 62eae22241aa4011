package io.jenkins.plugins.autoperf.model;

import java.util.Random;
import java.util.SplittableRandom;

/** Gaussian noise from a table: a sample's noise is a random piece of it, which costs one draw instead of one a column. */
final class Noise {
    private static final double[] NORMAL = normal(1 << 15);

    private final double deviation;
    private final SplittableRandom random;

    Noise(double deviation, SplittableRandom random) {
        this.deviation = deviation;
        this.random = random;
    }

    /** Where the next piece begins. */
    int next(int length) {
        return random.nextInt(NORMAL.length - length);
    }

    double value(int at) {
        return deviation * NORMAL[at];
    }

    private static double[] normal(int count) {
        Random random = new Random(42);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}
