package io.jenkins.plugins.autoperf.steps;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Computer;
import io.jenkins.plugins.autoperf.counter.CountersText;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.StaplerProxy;

/** The page of a node that says what can be counted there, as its last measurement found it. */
public final class NodeCounters implements Action, StaplerProxy {
    private final Computer computer;

    private NodeCounters(Computer computer) {
        this.computer = computer;
    }

    public Computer getComputer() {
        return computer;
    }

    @Override
    public String getIconFileName() {
        return computer.hasPermission(Computer.EXTENDED_READ) ? "symbol-speedometer-outline plugin-ionicons-api" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.NodeCounters_Name();
    }

    @Override
    public String getUrlName() {
        return "autoperf";
    }

    /** @return the screen of {@code autoperf counters}; null where nothing was measured on this node */
    public String getScreen() {
        return found().map(found -> CountersText.page(found.availability())).orElse(null);
    }

    public Date getTime() {
        return found().map(found -> new Date(found.time())).orElse(null);
    }

    private Optional<NodeCountersFile.Found> found() {
        return NodeCountersFile.of(computer.getName()).read();
    }

    @Override
    public Object getTarget() {
        computer.checkPermission(Computer.EXTENDED_READ);
        return this;
    }

    /** Adds the page to every node. */
    @Extension
    public static final class Factory extends TransientActionFactory<Computer> {
        @Override
        public Class<Computer> type() {
            return Computer.class;
        }

        @Override
        public Collection<? extends Action> createFor(Computer computer) {
            return List.of(new NodeCounters(computer));
        }
    }
}
