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
        });
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
        return "| `" + counter.name() + "` | " + family + " | " + counter.unit() + " | " + counter.description() + " |";
    }
}
