package io.jenkins.plugins.autoperf.steps;

import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Which build a new one is compared with. */
final class Baselines {
    /** A job's history is looked at no further than this. */
    static final int LONGEST_SEARCH = 200;

    private Baselines() {}

    /**
     * A baseline and how it came to be that.
     *
     * @param name such as {@code job #12}
     * @param explanation one sentence for the log and the page; also where there is no model
     * @param model file on the controller; null where there is nothing to compare with
     */
    record Choice(String name, int build, String explanation, Path model) {
        static Choice none(String explanation) {
            return new Choice("", 0, explanation, null);
        }
    }

    /**
     * @param previous the job's build before the one to be judged; null where that is the first
     * @param fingerprint of the agent; only builds measured on the same kind of machine count
     * @throws AbortException where a build was named that cannot be the baseline
     */
    static Choice choose(Job<?, ?> job, Run<?, ?> previous, Settings settings, String fingerprint) throws IOException {
        String wanted = settings.baseline();
        if (Character.isDigit(wanted.charAt(0))) {
            return named(job, settings.id(), Integer.parseInt(wanted), fingerprint);
        }
        if (wanted.equals(Settings.TARGET_BRANCH)) {
            Optional<Job<?, ?>> target = TargetBranch.of(job);
            if (target.isEmpty()) {
                return Choice.none(Messages.Baselines_NoTargetBranch());
            }
            return lastGood(target.get(), target.get().getLastBuild(), settings.id(), fingerprint);
        }
        Pins pins = new Pins(job, settings.id());
        Optional<Pins.Pin> pin = pins.get();
        if (pin.isPresent()) {
            Pins.Pin p = pin.get();
            return p.fingerprint().equals(fingerprint)
                    ? new Choice(name(job, p.build()), p.build(), Messages.Baselines_Pinned(name(job, p.build()), p.who().getUser()), pins.model())
                    : Choice.none(Messages.Baselines_OtherMachine(name(job, p.build()), p.fingerprint(), fingerprint));
        }
        Choice last = lastGood(job, previous, settings.id(), fingerprint);
        if (last.model() != null && wanted.equals(Settings.ANCHOR)) {
            pins.pin(job.getBuildByNumber(last.build()), Who.of("AutoPerf", Messages.Baselines_AnchorReason()));
        }
        if (last.model() == null && !wanted.equals(Settings.ANCHOR)) {
            // The first build of a branch or of a change request: what it goes into is what it should be as fast as.
            Optional<Job<?, ?>> target = TargetBranch.of(job);
            if (target.isPresent()) {
                Choice other = lastGood(target.get(), target.get().getLastBuild(), settings.id(), fingerprint);
                return other.model() == null ? last : other;
            }
        }
        return last;
    }

    private static Choice named(Job<?, ?> job, String id, int number, String fingerprint) throws AbortException {
        Run<?, ?> build = job.getBuildByNumber(number);
        AutoPerfAction action = build == null ? null : AutoPerfAction.of(build, id);
        if (action == null || !ResultFolder.of(build, id).hasModel()) {
            throw new AbortException(Messages.Baselines_NoSuchBuild(number));
        }
        if (!action.getFingerprint().equals(fingerprint)) {
            return Choice.none(Messages.Baselines_OtherMachine(name(job, number), action.getFingerprint(), fingerprint));
        }
        return new Choice(
                name(job, number), number, Messages.Baselines_Named(name(job, number)), ResultFolder.of(build, id).model());
    }

    private static Choice lastGood(Job<?, ?> job, Run<?, ?> from, String id, String fingerprint) {
        Choice none = Choice.none(Messages.Baselines_None());
        int looked = 0;
        for (Run<?, ?> build = from; build != null && looked < LONGEST_SEARCH; build = build.getPreviousBuild(), looked++) {
            AutoPerfAction action = AutoPerfAction.of(build, id);
            if (action == null || !isGood(build, action) || !ResultFolder.of(build, id).hasModel()) {
                continue;
            }
            String name = name(job, build.getNumber());
            if (action.getFingerprint().equals(fingerprint)) {
                String why = action.getAccepted() == null
                        ? Messages.Baselines_LastGood(name)
                        : Messages.Baselines_Accepted(name, action.getAccepted().getUser());
                return new Choice(name, build.getNumber(), why, ResultFolder.of(build, id).model());
            }
            if (none.explanation().equals(Messages.Baselines_None())) {
                none = Choice.none(Messages.Baselines_OtherMachine(name, action.getFingerprint(), fingerprint));
            }
        }
        return none;
    }

    /** Strictly successful and no regression, or accepted by somebody as the new normal. */
    static boolean isGood(Run<?, ?> build, AutoPerfAction action) {
        return action.getAccepted() != null
                || !build.isBuilding() && build.getResult() == Result.SUCCESS && !action.isRegression();
    }

    static String name(Job<?, ?> job, int build) {
        return job.getFullDisplayName() + " #" + build;
    }
}
