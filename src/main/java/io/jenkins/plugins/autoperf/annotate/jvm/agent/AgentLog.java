package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import io.jenkins.plugins.autoperf.annotate.LineRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/** What the agent did, a JSON object a line in a file a process; docs/annotation.md tells its fields. Where it cannot be written, it is not. */
final class AgentLog {
    private final Path file;

    /** @param folder that exists */
    AgentLog(Path folder) {
        file = folder.resolve(ProcessHandle.current().pid() + ".jsonl");
    }

    /** A class with methods that were looked at, or changed lines that touch none. */
    void type(ClassCode type, Path source, List<Decision> decisions, List<LineRange> outside) {
        boolean annotated = decisions.stream().anyMatch(Decision::annotated);
        write("{\"class\":" + text(type.dotted())
                + ",\"outcome\":" + text(annotated ? "annotated" : "plain")
                + ",\"reason\":\"\",\"functions\":["
                + decisions.stream().map(decision -> function(decision, source)).collect(Collectors.joining(","))
                + "],\"file\":" + text(source == null ? "" : source.toString())
                + ",\"outside\":" + text(outside.stream().map(LineRange::toString).collect(Collectors.joining(",")))
                + "}");
    }

    /** A class that was left as it was. */
    void failed(String type, String reason) {
        write("{\"class\":" + text(type) + ",\"outcome\":\"failed\",\"reason\":" + text(reason) + "}");
    }

    /** A changed file that is not looked at. */
    void leftOut(String file, String reason) {
        write("{\"file\":" + text(file) + ",\"outcome\":\"plain\",\"reason\":" + text(reason) + "}");
    }

    private static String function(Decision decision, Path source) {
        return "{\"region\":" + text(decision.region())
                + ",\"reason\":" + text(decision.reason())
                + ",\"function\":{\"file\":" + text(source == null ? "" : source.toString())
                + ",\"line\":" + decision.line()
                + ",\"name\":" + text(decision.name().name())
                + ",\"signature\":" + text(decision.name().signature())
                + ",\"why\":" + text(decision.why()) + "}}";
    }

    private synchronized void write(String line) {
        try {
            Files.writeString(file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // There is nobody else to tell.
        }
    }

    private static String text(String value) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
