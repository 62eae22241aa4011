package io.jenkins.plugins.autoperf.annotate.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTreeTest {
    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    @Test
    void whoIncludesAFileIsFoundHoweverIndirectly() throws IOException {
        Path changed = file("include/deep.h", "");
        file("include/middle.h", "#include <x/deep.h>\n");
        file("config.h.in", "  #  include \"../middle.h\"\r\n");
        file("a.c", "\u00fc\n#include \"config.h\"\n");
        file("b.c", "#include <other.h>\n// deep.h\n");
        assertThat(SourceTree.read(folder).includedNames(List.of(changed))).containsExactly("a.c", "config.h", "deep.h", "middle.h");
    }

    @Test
    void filesAreFoundByTheWordsInThem() throws IOException {
        Path one = file("a.c", "int parse(int);");
        file("b.c", "int parser(int), reparse;");
        file("notes.txt", "parse");
        assertThat(SourceTree.read(folder).mentioning(Set.of("parse"))).containsExactly(one);
    }
}
