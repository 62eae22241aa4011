package io.jenkins.plugins.autoperf.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.counter.Availability.CounterState;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountersTextTest {
    private final Catalogue catalogue = Catalogue.load();
    private final Availability noHardware = new Availability(
            catalogue.entries().stream()
                    .map(counter -> Catalogue.isBuiltIn(counter)
                            ? new CounterState(counter, true, "")
                            : new CounterState(counter, false, "PAPI could not add it: Event does not exist"))
                    .toList(),
            0,
            new Availability.Facts("Linux amd64", 2, true, "KVM", "7.0.0", List.of()),
            List.of("Measure on an agent that has a performance monitoring unit."));

    @Test
    void aScreenSaysWhatThereIsThenWhatIsMissingOncePerReasonThenWhatWouldChangeIt() {
        String screen = CountersText.render(noHardware, false, false);
        assertThat(screen)
                .startsWith("Linux amd64, PAPI 7.0.0, perf_event_paranoid 2 (root), on KVM, no hardware counters\n")
                .containsSubsequence("Hardware    none", "Software    8: wall_ns", "Simulated   none", "--counters auto",
                        "all show as time", "Missing", "To count more", "Measure on")
                .containsOnlyOnce("Event does not exist (" + (catalogue.entries().size() - catalogue.builtIns().size()) + ")")
                .doesNotContain("\u001b");
        assertThat(screen.lines()).hasSizeLessThanOrEqualTo(24)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void aSentenceSaysWhatIsReadAndWhatWouldMakeItMore() {
        Counter instructions = catalogue.find(Counter.INSTRUCTIONS).orElseThrow();
        Counter simulated = catalogue.find(Counter.SIMULATED_CYCLES).orElseThrow();
        assertThat(CountersText.sentence(catalogue.builtIns(), List.of(simulated), noHardware))
                .isEqualTo("Reading 8 software counters, and 1 simulated ones in one run beside. No hardware counters; to count more: "
                        + noHardware.hints().get(0));
        assertThat(CountersText.sentence(List.of(simulated), List.of(), noHardware)).isEqualTo("Reading 1 simulated counter.");
        Availability hardware = new Availability(
                List.of(new CounterState(instructions, true, "")), 4, noHardware.facts(), noHardware.hints());
        assertThat(CountersText.sentence(List.of(instructions, catalogue.builtIns().get(0)), List.of(), hardware))
                .isEqualTo("Reading 1 hardware counter and 1 software counter.");
    }

    @Test
    void aScreenWithEveryCounterStillFits() {
        Availability everything = new Availability(
                catalogue.entries().stream().map(counter -> new CounterState(counter, true, "")).toList(),
                4, noHardware.facts(), List.of());
        assertThat(CountersText.render(everything, false, false).lines()).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void everyCounterIsListedWithItsMeaningOnRequest() {
        String screen = CountersText.render(noHardware, true, true);
        assertThat(catalogue.entries()).allSatisfy(counter -> assertThat(screen).contains(counter.name()));
        assertThat(screen).contains("\u001b[1mSoftware", "time from entry to exit");
    }
}
