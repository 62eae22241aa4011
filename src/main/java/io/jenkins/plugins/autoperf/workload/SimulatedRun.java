package io.jenkins.plugins.autoperf.workload;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.profile.RunFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** How long the simulated run beside native ones may take, and what is told of it. */
final class SimulatedRun {
    /** Times as long as all native runs of the program together: it must not be what a measurement waits for. */
    private static final int TIMES_ALL = 10;

    private static final Duration LEAST = Duration.ofMinutes(1);

    private SimulatedRun() {}

    /**
     * @param seconds of each native run
     * @param timeout of a run; zero for none
     */
    static Duration limit(double[] seconds, Duration timeout) {
        Duration all = Duration.ofMillis((long) (1000 * TIMES_ALL * Arrays.stream(seconds).sum()));
        Duration limit = all.compareTo(LEAST) > 0 ? all : LEAST;
        return !timeout.isZero() && timeout.compareTo(limit) < 0 ? timeout : limit;
    }

    /** Whether regions ran in a JVM: it compiles while it runs, at other moments in each run, so that the counts never repeat. */
    static boolean isJava(RunFiles files) {
        return files.processes().stream()
                .filter(process -> isJava(process.header().program()))
                .flatMap(process -> process.regions().stream())
                .anyMatch(region -> region.executions() > 0);
    }

    /** By its name; a program that starts a JVM is known by its files only, once it ran. */
    static boolean isJava(Target target) {
        return isJava(target.workload().command().get(0));
    }

    private static boolean isJava(String program) {
        return Path.of(program).endsWith("java");
    }

    /** Of a Java program that was to be measured by simulated counters alone. */
    static AutoPerfException refusal(Target java) {
        return new AutoPerfException(
                Kind.WORKLOAD,
                java.name() + " (" + String.join(" ", java.workload().command()) + ") is a Java program: it is compiled while it runs, and"
                        + " its simulated counts differ from run to run. Choose the software counters.");
    }

    static String javaRemark(String name) {
        return name + ": there are no simulated counts, because it is a Java program: it is compiled while it runs, and its counts"
                + " differ from run to run.";
    }

    static String remark(String name, Execution simulated, double[] seconds) {
        if (simulated.succeeded()) {
            double usual = Arrays.stream(seconds).sorted().skip(seconds.length / 2).findFirst().orElse(Double.NaN);
            return String.format(Locale.ROOT, "%s: the simulated run took %.1f s, %.1f times as long as a native one.",
                    name, simulated.seconds(), simulated.seconds() / usual);
        }
        return name + ": there are no simulated counts, because that run " + simulated.failure();
    }
}
