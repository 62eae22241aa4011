package io.jenkins.plugins.autoperf.steps;

import java.math.BigDecimal;

/** What a setting that is a number may be; the command line allows the same. */
enum Range {
    RUNS("runs", 1, 10_000),
    WARM_UP("warmUp", 0, 1_000),
    CLUSTERS("clusters", 0, 64),
    HISTORY("history", 1, 50),
    THRESHOLD("threshold", 0, 100),
    FALSE_ALARM_RATE("falseAlarmRate", 0.000001, 0.499),
    MINIMUM_EFFECT("minimumEffect", 0, 10);

    private final String setting;
    private final double low;
    private final double high;

    Range(String setting, double low, double high) {
        this.setting = setting;
        this.low = low;
        this.high = high;
    }

    /** False for NaN. */
    boolean holds(double value) {
        return value >= low && value <= high;
    }

    String complaint(Object value) {
        return Messages.Settings_OutOfRange(setting, String.valueOf(value), plain(low), plain(high));
    }

    private static String plain(double bound) {
        return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }
}
