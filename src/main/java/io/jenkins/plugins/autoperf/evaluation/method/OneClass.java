package io.jenkins.plugins.autoperf.evaluation.method;

import java.util.function.ToDoubleFunction;

/** Learns what is normal from normal samples alone. */
interface OneClass {
    /**
     * @param rows standardised samples of one region, none missing, at least one row and one column
     * @return how unusual a row is: the higher, the more; used by one thread
     */
    ToDoubleFunction<double[]> fit(double[][] rows, long seed);
}
