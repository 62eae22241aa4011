package io.jenkins.plugins.autoperf.steps;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Job;
import hudson.model.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Pattern;

/**
 * The commit since which a change is measured.
 *
 * @param commit id or name for the command line
 * @param choice how it came to be that one
 */
record SinceCommit(String commit, Baselines.Choice choice) {
    static final String PARENT = "HEAD~1";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");
    private static final long LARGEST = 1 << 20;

    /** @param previous the job's build before the one to be measured; null where that is the first */
    static SinceCommit choose(Job<?, ?> job, Run<?, ?> previous, Settings settings) {
        String since = settings.since();
        return since.equals(Settings.PREVIOUS_SUCCESSFUL)
                ? ofLastGood(job, previous, settings.id())
                : new SinceCommit(since, named(since, Messages.SinceCommit_Named(since)));
    }

    private static SinceCommit ofLastGood(Job<?, ?> job, Run<?, ?> from, String id) {
        int looked = 0;
        for (Run<?, ?> build = from; build != null && looked < Baselines.LONGEST_SEARCH; build = build.getPreviousBuild(), looked++) {
            AutoPerfAction action = AutoPerfAction.of(build, id);
            if (action != null && action.knowsCommit() && Baselines.isGood(build, action)) {
                String name = Baselines.name(job, build.getNumber());
                String why = action.getAccepted() == null
                        ? Messages.SinceCommit_LastGood(name, action.getShortCommit())
                        : Messages.SinceCommit_Accepted(name, action.getShortCommit(), action.getAccepted().getUser());
                return new SinceCommit(action.getCommit(), new Baselines.Choice(name, build.getNumber(), why, null));
            }
        }
        return new SinceCommit(PARENT, named(PARENT, Messages.SinceCommit_None(PARENT)));
    }

    /**
     * The commit that was measured, as the agent tells.
     *
     * @throws AbortException where that is no commit's id
     */
    static String measured(FilePath results, ResultFolder stored) throws IOException, InterruptedException {
        try {
            Incoming.fetch(results.child(ResultFolder.COMMIT), stored.commit(), LARGEST);
            String id = Files.readString(stored.commit(), StandardCharsets.ISO_8859_1);
            if (!ID.matcher(id).matches()) {
                throw new AbortException(Messages.SinceCommit_NoId());
            }
            return id;
        } finally {
            Files.deleteIfExists(stored.commit());
        }
    }

    private static Baselines.Choice named(String commit, String why) {
        return new Baselines.Choice(commit, 0, why, null);
    }
}
