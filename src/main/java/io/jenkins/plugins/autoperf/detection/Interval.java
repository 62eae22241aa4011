package io.jenkins.plugins.autoperf.detection;

/** A closed interval; either bound may be infinite. */
public record Interval(double low, double high) {
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
