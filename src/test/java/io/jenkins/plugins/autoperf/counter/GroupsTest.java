package io.jenkins.plugins.autoperf.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private static final Counter INSTRUCTIONS = event(Counter.INSTRUCTIONS);

    @Property(tries = 200)
    void everyGroupCountsTogetherWithTheInstructions(@ForAll("units") SimulatedUnit unit) {
        assertThat(Groups.pack(unit.events(), unit::opens).groups()).allSatisfy(group -> {
            assertThat(unit.opens(group)).isTrue();
            assertThat(group).startsWith(INSTRUCTIONS).doesNotHaveDuplicates();
        });
    }

    @Property(tries = 200)
    void everyEventIsInOneGroupOrLeftOut(@ForAll("units") SimulatedUnit unit) {
        Groups groups = Groups.pack(unit.events(), unit::opens);
        List<Counter> packed = new ArrayList<>(groups.leftOut());
        groups.groups().forEach(group -> packed.addAll(group.subList(1, group.size())));
        assertThat(packed)
                .containsExactlyInAnyOrderElementsOf(unit.events().subList(1, unit.events().size()));
    }

    @Property(tries = 200)
    void noEventWouldHaveFittedIntoAnEarlierGroup(@ForAll("units") SimulatedUnit unit) {
        List<List<Counter>> groups = Groups.pack(unit.events(), unit::opens).groups();
        for (int later = 1; later < groups.size(); later++) {
            for (Counter event : groups.get(later).subList(1, groups.get(later).size())) {
                for (List<Counter> earlier : groups.subList(0, later)) {
                    List<Counter> larger = new ArrayList<>(earlier);
                    larger.add(event);
                    assertThat(unit.opens(larger)).isFalse();
                }
            }
        }
    }

    @Property(tries = 200)
    void onlyWhatNeverCountsWithTheInstructionsIsLeftOut(@ForAll("units") SimulatedUnit unit) {
        assertThat(Groups.pack(unit.events(), unit::opens).leftOut())
                .allSatisfy(event -> assertThat(unit.opens(List.of(INSTRUCTIONS, event))).isFalse());
    }

    @Test
    void withoutAnInstructionCountTheOtherEventsAreStillPacked() {
        List<Counter> events = List.of(event("A"), event("B"), event("C"));
        assertThat(Groups.pack(events, group -> group.size() <= 2).groups())
                .containsExactly(List.of(event("A"), event("B")), List.of(event("C")));
    }

    @Test
    void instructionsAloneAreAGroup() {
        assertThat(Groups.pack(List.of(INSTRUCTIONS), group -> true).groups()).containsExactly(List.of(INSTRUCTIONS));
    }

    @Test
    void nothingThatOpensMeansNoGroup() {
        Groups none = Groups.pack(List.of(INSTRUCTIONS, event("A")), group -> false);
        assertThat(none.groups()).isEmpty();
        assertThat(none.leftOut()).containsExactly(INSTRUCTIONS, event("A"));
        assertThat(none.largest()).isZero();
    }

    /** From one to eight counters; each event goes into some of them only, as on real processors; instructions into any. */
    @Provide
    Arbitrary<SimulatedUnit> units() {
        Arbitrary<Integer> counters = Arbitraries.integers().between(1, 8);
        Arbitrary<int[]> placings = Arbitraries.integers().between(0, 255).array(int[].class).ofMaxSize(30);
        return Combinators.combine(counters, placings).as(SimulatedUnit::of);
    }

    private static Counter event(String name) {
        return new Counter(name, Source.HARDWARE, Family.INSTRUCTIONS, "count", name);
    }

    /** @param placing by event, the set of counters that can count it, a bit each */
    record SimulatedUnit(int counters, List<Counter> events, Map<Counter, Integer> placing) {
        static SimulatedUnit of(int counters, int... placings) {
            Map<Counter, Integer> placing = new HashMap<>();
            List<Counter> events = new ArrayList<>();
            events.add(INSTRUCTIONS);
            placing.put(INSTRUCTIONS, 255);
            IntStream.range(0, placings.length).forEach(i -> {
                events.add(event("E" + i));
                placing.put(event("E" + i), placings[i]);
            });
            return new SimulatedUnit(counters, events, placing);
        }

        /** Whether each event gets a counter of its own: a bipartite matching, by augmenting paths. */
        boolean opens(List<Counter> group) {
            int[] holder = new int[counters];
            Arrays.fill(holder, -1);
            return IntStream.range(0, group.size()).allMatch(i -> place(i, group, holder, new boolean[counters]));
        }

        private boolean place(int event, List<Counter> group, int[] holder, boolean[] tried) {
            for (int counter = 0; counter < counters; counter++) {
                if ((placing.get(group.get(event)) >> counter & 1) == 1 && !tried[counter]) {
                    tried[counter] = true;
                    if (holder[counter] < 0 || place(holder[counter], group, holder, tried)) {
                        holder[counter] = event;
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
