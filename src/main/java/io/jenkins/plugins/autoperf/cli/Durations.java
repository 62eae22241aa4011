package io.jenkins.plugins.autoperf.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: {@code 90}, {@code 90s}, {@code 10m}, {@code 2h}. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,7})\\s*([smh]?)");

    private Durations() {}

    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is no duration; write seconds, or 90s, 10m, 2h");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofSeconds(number);
        };
    }
}
