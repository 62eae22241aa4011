package io.jenkins.plugins.autoperf.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;

/** How figures are written, in charts, pages and on the terminal alike. What is not a number is written "–". */
public final class Figures {
    private static final String NONE = "–";

    private Figures() {}

    /** A unit of display. */
    public record Scale(double divisor, String unit) {
        public String format(double value) {
            String number = digits(value / divisor);
            return unit.isEmpty() || number.equals(NONE) ? number : number + " " + unit;
        }
    }

    /** The scale that suits the largest of some values, given in {@code ns} or {@code count}. */
    public static Scale scale(String unit, double... values) {
        double largest = Arrays.stream(values).filter(Double::isFinite).map(Math::abs).max().orElse(0);
        int step = largest < 1e3 ? 0 : largest < 1e6 ? 1 : largest < 1e9 ? 2 : 3;
        String[] units = unit.equals("ns") ? new String[] {"ns", "µs", "ms", "s"} : new String[] {"", "k", "M", "G"};
        return new Scale(Math.pow(1000, step), units[step]);
    }

    public static String quantity(double value, String unit) {
        return scale(unit, value).format(value);
    }

    /** {@code 1.37×}. */
    public static String ratio(double ratio) {
        if (Double.isNaN(ratio)) {
            return NONE;
        }
        if (Double.isInfinite(ratio)) {
            return "∞";
        }
        if (ratio >= 1e6) {
            return String.format(Locale.ROOT, "%.1e×", ratio);
        }
        return String.format(Locale.ROOT, ratio >= 100 ? "%.0f×" : ratio >= 10 ? "%.1f×" : "%.2f×", ratio);
    }

    /** {@code 1.21 to 1.52}. */
    public static String interval(double low, double high) {
        return Double.isNaN(low) || Double.isNaN(high) ? NONE : bound(low) + " to " + bound(high);
    }

    private static String bound(double value) {
        String ratio = ratio(value);
        return ratio.endsWith("×") ? ratio.substring(0, ratio.length() - 1) : value < 0 ? "−∞" : ratio;
    }

    /** A share as {@code 12 %}. */
    public static String percent(double share) {
        if (Double.isNaN(share)) {
            return NONE;
        }
        if (Double.isInfinite(share)) {
            return share > 0 ? "∞" : "−∞";
        }
        double percent = share * 100;
        double size = Math.abs(percent);
        String text = String.format(Locale.ROOT, size >= 10 ? "%.0f" : "%.1f", size).replaceFirst("\\.0$", "");
        return (percent < 0 && size >= 0.05 ? "−" : "") + text + " %";
    }

    /** A probability, never rounded to 0. */
    public static String probability(double p) {
        return Double.isNaN(p) ? NONE : p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }

    /** At most four significant digits and no zeros at the end: for axes. */
    static String trimmed(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString()
                : digits(value);
    }

    /** Three significant digits. */
    public static String digits(double value) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1000) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        if (size != 0 && (size < 0.001 || size >= 1e6)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }
}
