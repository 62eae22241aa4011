package io.jenkins.plugins.autoperf.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private final Catalogue catalogue = Catalogue.load();

    @Test
    void theBuiltInCountersStandFirstInTheOrderOfTheRuntime() {
        assertThat(catalogue.entries().subList(0, 8)).isEqualTo(catalogue.builtIns());
        assertThat(catalogue.builtIns())
                .extracting(Counter::name)
                .containsExactly(
                        "wall_ns",
                        "cpu_ns",
                        "user_ns",
                        "system_ns",
                        "minor_faults",
                        "major_faults",
                        "voluntary_switches",
                        "involuntary_switches");
    }

    @Test
    void everyCounterIsDescribed() {
        assertThat(catalogue.entries()).allSatisfy(counter -> {
            assertThat(counter.unit()).isIn("ns", "count");
            assertThat(counter.family()).isNotNull();
            assertThat(counter.description()).isNotBlank();
            assertThat(catalogue.note(counter.name()).orElseThrow().cause()).isNotBlank();
            assertThat(catalogue.note(counter.name()).orElseThrow().reference()).isNotBlank();
        });
    }

    @Test
    void everyFamilyOfServerProcessorsHasEventsOfSharingOrOtherNodesAndOfAddressTranslation() {
        for (String processor : List.of("Intel Skylake", "Intel Sapphire Rapids", "AMD Zen 2", "AMD Zen 3", "Arm Neoverse N1")) {
            List<Family> families = catalogue.entries().stream()
                    .filter(counter -> counts(counter, processor))
                    .map(Counter::family)
                    .toList();
            assertThat(families).as(processor).contains(Family.TLB).containsAnyOf(Family.SHARING, Family.NUMA);
        }
    }

    private boolean counts(Counter counter, String processor) {
        String processors = catalogue.note(counter.name()).orElseThrow().processors();
        boolean range = processor.startsWith("Intel") && processors.contains("Skylake to Sapphire Rapids");
        return range || processors.contains(processor) || processors.contains(processor.replace("AMD ", ", "));
    }

    @Test
    void aMisspeltNameFindsItsNeighbours() {
        assertThat(catalogue.nearest("PAPI_TOT_INZ", 1)).containsExactly("PAPI_TOT_INS");
        assertThat(catalogue.nearest("l1_dcm", 1)).containsExactly("PAPI_L1_DCM");
        assertThat(catalogue.nearest("migrations", 1)).containsExactly("perf::CPU-MIGRATIONS:u=1:k=1");
    }

    @Test
    void theTableInTheDocumentationIsTheCatalogue() throws IOException {
        Path document = Path.of(System.getProperty("autoperf.root", ".."), "docs", "counters.md");
        List<String> rows = Files.readAllLines(document).stream()
                .filter(line -> line.matches("\\| `[^`]+` \\| [a-z0-9-]+ \\| (ns|count) \\| .*"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(catalogue.entries().stream().map(this::row).toList());
    }

    private String row(Counter counter) {
        String family = counter.family().name().toLowerCase(Locale.ROOT).replace('_', '-');
        Catalogue.Note note = catalogue.note(counter.name()).orElseThrow();
        String processors = note.processors().isEmpty() ? "" : " (" + note.processors() + ")";
        return "| `" + counter.name() + "` | " + family + " | " + counter.unit() + " | " + counter.description() + processors
                + " | " + note.reference() + " |";
    }
}
