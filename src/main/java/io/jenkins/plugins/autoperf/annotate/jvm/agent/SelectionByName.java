package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import java.util.ArrayList;
import java.util.List;

/** Methods that another version has: short ones too, since they are to be compared. */
final class SelectionByName implements Selection {
    private final WantedMethods wanted;
    private final Rules rules;

    SelectionByName(WantedMethods wanted, Rules rules) {
        this.wanted = wanted;
        this.rules = rules;
    }

    @Override
    public boolean mayHold(String className) {
        return wanted.mayHold(className);
    }

    @Override
    public Result of(ClassCode type, ClassLoader loader) {
        List<Decision> decisions = new ArrayList<>();
        wanted.of(type).forEach((method, region) -> decisions.add(new Decision(
                method, region, RegionName.of(type, method), method.firstLine(), "it is measured in the other version",
                rules.reason(type, method, region, true))));
        return new Result(null, decisions, List.of());
    }
}
