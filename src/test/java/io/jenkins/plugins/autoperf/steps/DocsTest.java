package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jenkinsci.plugins.pipeline.modeldefinition.parser.Converter;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the guide says is so. */
@WithJenkins
class DocsTest {
    static Stream<String> blocks(String language) throws IOException {
        Matcher block = Pattern.compile("```" + language + "\n(.*?)\n *```", Pattern.DOTALL).matcher(read("docs/jenkins.md"));
        return block.results().map(b -> b.group(1));
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(System.getProperty("autoperf.root"), file));
    }

    @Test
    void theDeclarativePipelinesAreValid(JenkinsRule jenkins) throws Exception {
        List<String> pipelines = Stream.concat(blocks("groovy"), Stream.of(read("Jenkinsfile")))
                .filter(p -> p.contains("pipeline {"))
                .toList();

        assertThat(pipelines).hasSize(5);
        for (String pipeline : pipelines) {
            assertThat(Converter.scriptToPipelineDef(pipeline)).isNotNull();
        }
    }

    @Test
    void theTableHasEverySetting() throws Exception {
        Stream<String> settings = Stream.of(AutoPerfStep.class.getMethods())
                .map(Method::getName)
                .filter(m -> m.startsWith("set"))
                .map(m -> Character.toLowerCase(m.charAt(3)) + m.substring(4));

        Stream<String> rows = read("docs/jenkins.md").lines()
                .filter(l -> l.matches("\\| `\\w+` \\|.*\\|.*\\|.*\\|.*\\|"))
                .map(l -> l.split("`")[1]);
        assertThat(rows).containsExactlyInAnyOrderElementsOf(
                Stream.concat(Stream.of("workload"), settings).toList());
    }
}
