package io.jenkins.plugins.autoperf.steps;

import hudson.model.Failure;
import hudson.model.Run;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * What people decide about a measurement: that its build is the baseline until further notice, or that what it costs is the
 * new normal. Each needs the permission to update the build and a reason, and is kept with who and when.
 */
public final class Decisions {
    private final AutoPerfAction action;
    private final Run<?, ?> run;
    private final Pins pins;

    Decisions(AutoPerfAction action) {
        this.action = action;
        run = action.getRun();
        pins = new Pins(run.getParent(), action.getId());
    }

    /** Number of the build that is pinned as the job's baseline, this one or another; 0 where there is none. */
    public int getPinnedBuild() {
        return pins.get().map(Pins.Pin::build).orElse(0);
    }

    /** Who pinned it; null where nobody did. */
    public Who getPinned() {
        return pins.get().map(Pins.Pin::who).orElse(null);
    }

    public boolean isPinnedHere() {
        return getPinnedBuild() == run.getNumber();
    }

    public Who getAccepted() {
        return action.getAccepted();
    }

    public boolean isMayDecide() {
        return run.hasPermission(Run.UPDATE);
    }

    public boolean isCanPin() {
        return isMayDecide() && !run.isBuilding() && !isPinnedHere() && hasModel();
    }

    /** A good build is normal without anybody's word. */
    public boolean isCanAccept() {
        return isMayDecide() && !run.isBuilding() && !Baselines.isGood(run, action) && isComparable();
    }

    @RequirePOST
    public HttpResponse doPin(@QueryParameter String reason) throws IOException {
        Who who = decide(reason, hasModel());
        pins.pin(run, who);
        return back();
    }

    @RequirePOST
    public HttpResponse doUnpin() throws IOException {
        run.checkPermission(Run.UPDATE);
        pins.unpin();
        return back();
    }

    @RequirePOST
    public HttpResponse doAccept(@QueryParameter String reason) throws IOException {
        action.setAccepted(decide(reason, isComparable()));
        run.save();
        return back();
    }

    @RequirePOST
    public HttpResponse doWithdraw() throws IOException {
        run.checkPermission(Run.UPDATE);
        action.setAccepted(null);
        run.save();
        return back();
    }

    private Who decide(String reason, boolean possible) {
        run.checkPermission(Run.UPDATE);
        if (reason == null || reason.isBlank()) {
            throw new Failure(Messages.Decisions_NoReason());
        }
        if (!possible) {
            throw new Failure(Messages.Decisions_NoModel());
        }
        return Who.now(reason);
    }

    private boolean hasModel() {
        return ResultFolder.of(run, action.getId()).hasModel();
    }

    /** Whether later builds can be compared with this one: by its model, or since its commit. */
    private boolean isComparable() {
        return hasModel() || action.knowsCommit();
    }

    private static HttpResponse back() {
        return HttpResponses.redirectTo("..");
    }
}
