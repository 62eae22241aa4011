package io.jenkins.plugins.autoperf.annotate.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.annotate.Changes;
import io.jenkins.plugins.autoperf.annotate.Diff;
import io.jenkins.plugins.autoperf.annotate.FileChange;
import io.jenkins.plugins.autoperf.annotate.FunctionChange;
import io.jenkins.plugins.autoperf.annotate.LeftOut;
import io.jenkins.plugins.autoperf.annotate.Touched;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Methods by the text of their source alone. */
class JavaMethodsTest {
    @TempDir
    Path folder;

    private List<String> declared(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("T.java"), text);
        return JavaMethods.in(file).stream()
                .sorted(Comparator.comparingInt(FunctionChange::line))
                .map(f -> f.signature() + ":" + f.line() + "-" + f.endLine())
                .toList();
    }

    @Test
    void methodsAndConstructorsAreNamedWithTheTypesThatStandThere() throws IOException {
        assertThat(declared("""
                package org.example;
                import java.util.*;
                public class T<E extends Comparable<E>> extends Object implements Runnable {
                    private final int[] table = {1, 2};
                    static { System.out.println("class X { void f() { } }"); }
                    { table[0] = 3; }
                    T(final int size, String... names) { super(); }
                    @Override
                    public void run() {
                    }
                    protected static <A, B extends List<? super A>> Map<A, List<B>> join(@Deprecated(since = "a(b)") A[] a, Map<String, int[]> b, int c[]) throws Exception {
                        return null;
                    }
                    abstract static class Inner { abstract void none(); int some()[] { return null; } }
                    void receiver(T<E> this, int a) { /* } */ }
                }
                """)).containsExactly(
                "org.example.T.<init>(int, String[]):7-7",
                "org.example.T.run():8-10",
                "org.example.T.join(A[], Map, int[]):11-13",
                "org.example.T$Inner.some():14-14",
                "org.example.T.receiver(int):15-15");
    }

    /** Generated code has annotations of many thousand characters. */
    @Test
    void aLongAnnotationIsReadThrough() throws IOException {
        String values = "a(1), ".repeat(50_000);
        assertThat(declared("class T {\n    @Table({" + values + "b})\n    void run() { }\n}\n")).hasSize(1);
    }

    @Test
    void recordsEnumsAndInterfacesHaveMethodsToo() throws IOException {
        assertThat(declared("""
                record T(int low, int high) {
                    T {
                        if (low > high) { throw new IllegalArgumentException(); }
                    }
                    int size() { return high - low; }
                    enum Kind {
                        ONE("a") { @Override int of(int a) { return a; } },
                        TWO("b") { @Override int of(int a) { return -a; } };
                        Kind(String name) { }
                        int of(int a) { return 0; }
                    }
                    interface Shape { default double area() { return 0; } }
                    @interface Mark { int value() default 3; }
                }
                """)).containsExactly(
                "T.<init>():2-4",
                "T.size():5-5",
                "T$Kind.<init>(String):9-9",
                "T$Kind.of(int):10-10",
                "T$Shape.area():12-12");
    }

    @Test
    void whatStandsInAMethodIsAPartOfIt() throws IOException {
        assertThat(declared("""
                class T {
                    Runnable field = new Runnable() { public void run() { } };
                    Runnable other = () -> { };
                    void f(int a) {
                        if (a > 0) { g(); } else { synchronized (this) { } }
                        Runnable r = new Runnable() { public void run() { } };
                        class Local { void h() { } }
                        try { r.run(); } catch (RuntimeException e) { } finally { }
                    }
                    void g() { }
                }
                """)).containsExactly("T.f(int):4-9", "T.g():10-10");
    }

    @Test
    void textThatIsNoJavaHasNoMethods() throws IOException {
        assertThat(declared("}}}{{{ class class ( ) { ((((")).isEmpty();
        assertThat(declared("")).isEmpty();
        assertThat(JavaMethods.in(folder.resolve("none.java"))).isEmpty();
    }

    @Test
    void changedLinesBelongToTheMethodAroundThemOrAreLeftOut() throws Exception {
        Path file = folder.resolve("T.java");
        String text = "class T {\n    int a = 1;\n    int f() {\n        return 1;\n    }\n    int g() {\n        int b = 2;\n        return b + a;\n    }\n"
                + "    public static void main(String[] arguments) {\n        new T().f();\n    }\n}\n";
        Files.writeString(file, text);
        try (Git git = Git.init().setDirectory(folder.toFile()).call()) {
            git.add().addFilepattern(".").call();
            git.commit().setAuthor("x", "x@example.org").setCommitter("x", "x@example.org").setMessage("one").setSign(false).call();
        }
        Files.write(file, text.replace("a = 1", "a = 3").replace("return 1", "return 4").replace("        int b = 2;\n        return b + a", "        return 2 + a")
                .replace("new T().f()", "new T().g()").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        Changes changes = Diff.since(folder, "HEAD");
        LeftOut other = new LeftOut(folder.resolve("notes.txt"), "", "no C or C++ source");
        LeftOut java = new LeftOut(changes.files().get(0).file(), "", "no C or C++ source");

        Touched touched = JavaMethods.add(new Touched(List.of(), List.of(other, java), List.of(), 0, 0), changes);

        assertThat(touched.functions()).extracting(f -> f.signature() + " " + f.line() + " " + f.why())
                .containsExactly("T.f() 3 line 4 changed", "T.g() 6 line 7 changed", "T.main(String[]) 9 line 10 changed");
        assertThat(touched.annotated()).hasSize(2);
        assertThat(touched.leftOut()).extracting(left -> left.lines() + " " + left.reason()).containsExactlyInAnyOrder(" no C or C++ source", "2-2 outside every method");
        assertThat(touched.warnings()).singleElement().asString().startsWith("Java methods are listed as their sources show them.");
    }

    @Test
    void withoutJavaSourcesNothingIsAdded() {
        Path file = folder.resolve("a.c");
        Changes changes = new Changes(folder, "0", List.of(new FileChange(file, FileChange.Kind.MODIFIED, file, List.of(), "")), List.of());
        Touched touched = new Touched(List.of(), List.of(), List.of(), 1, 2);
        assertThat(JavaMethods.add(touched, changes)).isSameAs(touched);
    }
}
