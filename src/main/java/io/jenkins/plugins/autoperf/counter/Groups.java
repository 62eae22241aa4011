package io.jenkins.plugins.autoperf.counter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Hardware events packed into groups that a performance monitoring unit counts at the same time, one pass of the workload each.
 * Which events fit together depends on the processor (some events go into some counters only), so it is tried, not computed.
 *
 * @param groups each led by {@link Counter#INSTRUCTIONS} where that was wanted; any other event stands in exactly one group
 * @param leftOut events that fit into no group, not even one of their own
 */
public record Groups(List<List<Counter>> groups, List<Counter> leftOut) {
    public Groups {
        groups = groups.stream().map(List::copyOf).toList();
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Puts each event into the first group that takes it. The result has no two groups that could be one, and the same
     * input gives the same groups.
     *
     * @param wanted in order of importance: the first ones share a pass
     * @param opens whether these events really count together
     */
    public static Groups pack(List<Counter> wanted, Predicate<List<Counter>> opens) {
        List<Counter> lead = wanted.stream()
                .filter(counter -> counter.name().equals(Counter.INSTRUCTIONS))
                .limit(1)
                .filter(counter -> opens.test(List.of(counter)))
                .toList();
        List<List<Counter>> groups = new ArrayList<>();
        List<Counter> leftOut = new ArrayList<>();
        for (Counter event : wanted.stream().distinct().toList()) {
            if (!lead.contains(event) && !joins(event, groups, opens)) {
                List<Counter> alone = with(lead, event);
                if (opens.test(alone)) {
                    groups.add(alone);
                } else {
                    leftOut.add(event);
                }
            }
        }
        if (groups.isEmpty() && !lead.isEmpty()) {
            groups.add(lead);
        }
        return new Groups(groups, leftOut);
    }

    private static boolean joins(Counter event, List<List<Counter>> groups, Predicate<List<Counter>> opens) {
        for (int i = 0; i < groups.size(); i++) {
            List<Counter> larger = with(groups.get(i), event);
            if (opens.test(larger)) {
                groups.set(i, larger);
                return true;
            }
        }
        return false;
    }

    private static List<Counter> with(List<Counter> group, Counter event) {
        List<Counter> larger = new ArrayList<>(group);
        larger.add(event);
        return larger;
    }

    /** Number of events in the largest group. */
    public int largest() {
        return groups.stream().mapToInt(List::size).max().orElse(0);
    }
}
