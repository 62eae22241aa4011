package io.jenkins.plugins.autoperf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {
    @Property
    void aNumberIsSecondsAndAUnitMultiplies(@ForAll @IntRange(max = 9_999_999) int number) {
        assertThat(Durations.parse("" + number)).isEqualTo(Duration.ofSeconds(number));
        assertThat(Durations.parse(number + "s")).isEqualTo(Duration.ofSeconds(number));
        assertThat(Durations.parse(number + "m")).isEqualTo(Duration.ofMinutes(number));
        assertThat(Durations.parse(number + " h")).isEqualTo(Duration.ofHours(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ten", "-5", "1.5h", "10d", "99999999999"})
    void anythingElseIsRefusedWithTheForms(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("90s");
    }
}
