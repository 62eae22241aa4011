package io.jenkins.plugins.autoperf.papi;

import io.jenkins.plugins.autoperf.counter.Counter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What will be counted.
 *
 * @param groups one pass of the workload each; the built-in counters first, then PAPI's events, all of one source
 * @param unavailable counter name to the reason why this machine does not have it, of those that were wanted
 */
public record Selection(List<List<Counter>> groups, Map<String, String> unavailable) {
    public Selection {
        groups = groups.stream().map(List::copyOf).toList();
        unavailable = Collections.unmodifiableMap(new LinkedHashMap<>(unavailable));
    }
}
