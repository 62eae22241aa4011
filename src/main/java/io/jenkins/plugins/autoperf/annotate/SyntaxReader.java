package io.jenkins.plugins.autoperf.annotate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.annotate.FunctionChange.Definition;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Runs {@code autoperf-syntax}, in a process of its own for each translation unit: Clang may crash on what it is given. */
final class SyntaxReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NO_CLANG = 2;
    private static final int UNLIMITED = 1_000_000;

    private final Path program;
    private final String libclang;
    private final Duration timeout;
    private final Path changes;
    private final boolean uses;
    private final Path folder;

    /**
     * @param program {@code autoperf-syntax}
     * @param libclang path of the library, or empty to look for it
     * @param timeout for one translation unit
     * @param changes the file that {@link Changes#write} wrote
     * @param folder for temporary files
     */
    SyntaxReader(Path program, String libclang, Duration timeout, Path changes, Path folder) {
        this(program, libclang, timeout, changes, true, folder);
    }

    private SyntaxReader(Path program, String libclang, Duration timeout, Path changes, boolean uses, Path folder) {
        this.program = program;
        this.libclang = libclang;
        this.timeout = timeout;
        this.changes = changes;
        this.uses = uses;
        this.folder = folder;
    }

    /**
     * To which all lines of some files count as changed, and what only uses these does not.
     *
     * @param files real paths
     */
    static SyntaxReader ofWhole(Collection<Path> files, Path program, String libclang, Duration timeout, Path folder) {
        List<FileChange> whole = files.stream()
                .map(file -> new FileChange(file, FileChange.Kind.MODIFIED, file, List.of(LineRange.lines(1, Integer.MAX_VALUE)), ""))
                .toList();
        Path list = folder.resolve("whole");
        new Changes(folder, "", whole, List.of()).write(list);
        return new SyntaxReader(program, libclang, timeout, list, false, folder);
    }

    /** @throws AutoPerfException where there is no libclang, or the program cannot be started */
    UnitSyntax read(CompileCommand command) {
        List<String> line = new ArrayList<>(List.of(
                program.toString(), "--changes", changes.toString(), "--uses", uses ? "yes" : "no", "--libclang", libclang,
                "--limit", String.valueOf(UNLIMITED), "--"));
        line.addAll(command.arguments());
        try {
            Path output = Files.createTempFile(folder, "unit", ".json");
            Path errors = Files.createTempFile(folder, "unit", ".txt");
            Process process = new ProcessBuilder(line)
                    .directory(command.directory().toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            UnitSyntax unit = finish(process, command, output, errors);
            Files.delete(output);
            Files.delete(errors);
            return unit;
        } catch (IOException e) {
            return failed(command, "could not be read: " + e.getMessage());
        }
    }

    private UnitSyntax finish(Process process, CompileCommand command, Path output, Path errors) throws IOException {
        int code;
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return failed(command, "took Clang more than " + timeout.toSeconds() + " s");
            }
            code = process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AutoPerfException(Kind.WORKLOAD, "The search for functions was interrupted.", e);
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(errors, StandardCharsets.ISO_8859_1).strip().replaceFirst("^autoperf-syntax: ", "");
        if (code == NO_CLANG) {
            throw new AutoPerfException(Kind.MACHINE, said);
        }
        if (code != 0) {
            return failed(command, code > 128 ? "made Clang crash (signal " + (code - 128) + ")" : "could not be read: " + said);
        }
        return parse(command, output);
    }

    private static UnitSyntax failed(CompileCommand command, String what) {
        return new UnitSyntax(List.of(), List.of(), command.source() + " " + what + ". Its functions are not known.");
    }

    private static UnitSyntax parse(CompileCommand command, Path output) throws IOException {
        List<FunctionChange> functions = new ArrayList<>();
        List<UnitSyntax.Fate> fates = new ArrayList<>();
        String trouble = "";
        for (String line : Files.readAllLines(output, StandardCharsets.UTF_8)) {
            JsonNode node;
            try {
                node = JSON.readTree(line);
            } catch (JsonProcessingException e) {
                return failed(command, "could not be read: damaged answer");
            }
            switch (node.path("kind").asText()) {
                case "function" -> functions.add(function(node));
                case "change" -> fates.add(fate(node));
                default -> trouble = trouble(command, node);
            }
        }
        return new UnitSyntax(functions, fates, trouble);
    }

    private static String trouble(CompileCommand command, JsonNode summary) {
        if (!summary.path("usable").asBoolean()) {
            return command.source() + ": " + summary.path("trouble").asText() + ". Its functions are not known.";
        }
        int errors = summary.path("errors").asInt();
        return errors == 0
                ? ""
                : command.source() + ": Clang found " + (errors == 1 ? "an error" : errors + " errors, the first")
                        + ": " + summary.path("trouble").asText() + ". Functions may be missing.";
    }

    private static FunctionChange function(JsonNode node) {
        return new FunctionChange(
                Path.of(node.path("file").asText()),
                node.path("line").asInt(),
                node.path("endLine").asInt(),
                node.path("insert").asInt(),
                node.path("name").asText(),
                node.path("signature").asText(),
                node.path("usr").asText(),
                node.path("language").asText(),
                node.path("why").asText(),
                node.path("changed").asBoolean(),
                definitions(node.path("uses")),
                node.path("skip").asText());
    }

    private static UnitSyntax.Fate fate(JsonNode node) {
        return new UnitSyntax.Fate(
                Path.of(node.path("file").asText()),
                node.path("lines").asText(),
                UnitSyntax.What.valueOf(node.path("what").asText().toUpperCase(Locale.ROOT)),
                definitions(node.path("names")));
    }

    private static List<Definition> definitions(JsonNode nodes) {
        List<Definition> definitions = new ArrayList<>();
        nodes.forEach(node ->
                definitions.add(new Definition(node.path("what").asText(), Path.of(node.path("file").asText()), node.path("line").asInt())));
        return definitions;
    }
}
