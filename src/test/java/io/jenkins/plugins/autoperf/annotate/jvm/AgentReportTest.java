package io.jenkins.plugins.autoperf.annotate.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.annotate.LeftOut;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentReportTest {
    private static final String ONE = """
            {"class":"p.A","outcome":"annotated","reason":"","functions":[{"region":"p.A.f()","reason":"","function":\
            {"file":"/src/A.java","line":3,"name":"p.A.f","signature":"p.A.f()","why":"line 4 changed"}}],"file":"/src/A.java","outside":"1-1,9-9"}
            """;

    @TempDir
    Path folder;

    @Test
    void whatSeveralJvmsToldIsToldOnce() throws Exception {
        Files.writeString(folder.resolve("1.jsonl"), ONE);
        Files.writeString(folder.resolve("2.jsonl"), ONE);

        assertThat(AgentReport.read(folder).annotated()).containsExactly(
                new AnnotatedMethod("p.A.f()", "p.A.f", "p.A.f()", "/src/A.java", 3, "line 4 changed", ""));
    }

    @Test
    void linesAreLeftOutOnlyIfNoClassOfTheFileHasThem() throws Exception {
        Files.writeString(folder.resolve("1.jsonl"), ONE
                + "{\"class\":\"p.B\",\"outcome\":\"plain\",\"functions\":[],\"file\":\"/src/A.java\",\"outside\":\"1-1,4-4\"}\n");

        assertThat(AgentReport.read(folder).leftOut())
                .extracting(LeftOut::file, LeftOut::lines)
                .containsExactly(tuple(Path.of("/src/A.java"), "1-1"));
    }

    @Test
    void aLineThatAnEndedJvmDidNotFinishCountsForNothing() throws Exception {
        Files.writeString(folder.resolve("1.jsonl"), ONE + "{\"class\":\"p.");

        assertThat(AgentReport.read(folder).methods()).hasSize(1);
    }

    @Test
    void damageIsSaid() throws Exception {
        Files.writeString(folder.resolve("1.jsonl"), "nonsense\n");

        assertThatThrownBy(() -> AgentReport.read(folder))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("What the Java agent wrote into " + folder + " is damaged");
    }
}
