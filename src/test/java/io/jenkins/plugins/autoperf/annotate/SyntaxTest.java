package io.jenkins.plugins.autoperf.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.autoperf.AutoPerfException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which functions changed lines are in, and whether they may be annotated. In the sources a line with {@code /*+*}{@code /} is a
 * changed one, and after one with {@code /*-*}{@code /} lines were deleted.
 */
class SyntaxTest {
    @TempDir
    static Path cache;

    @TempDir
    Path folder;

    private static Path program;

    @BeforeAll
    static void find() throws Exception {
        program = BuiltSyntax.find(cache);
    }

    /** @param expected signatures by line; behind a colon the beginning of the reason not to annotate it */
    record Case(String name, String file, String source, List<String> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case c(String name, String source, String... expected) {
        return new Case(name, "source.c", source, List.of(expected));
    }

    private static Case cxx(String name, String source, String... expected) {
        return new Case(name, "source.cc", source, List.of(expected));
    }

    private static final String WORK = "int work(int);\n";

    static Stream<Case> cases() {
        return Stream.of(
                c("a line of a body", WORK + "int f(int a) {\n  a += work(a); /*+*/\n  return a;\n}\nint g(int a) {\n  return work(a);\n}\n", "f(int)"),
                c("a line between functions", WORK + "int f(int a) { return work(a); }\n int x(int); /*+*/\nint g(int a) { return work(a); }\n"),
                c("the head", WORK + "static int /*+*/\nf(int a)\n{\n  return work(a);\n}\n", "f(int)"),
                c("the closing brace", WORK + "int f(int a) {\n  return work(a);\n} /*+*/\n", "f(int)"),
                c("two functions on one line", WORK + "int f(int a) { return work(a); } int g(int a) { return work(a); } /*+*/\n", "f(int)", "g(int)"),
                c("a comment alone", WORK + "int f(int a) {\n  /* why */ /*+*/\n  return work(a);\n}\n"),
                c("a deleted line", WORK + "int f(int a) {\n  a++; /*-*/\n  return work(a);\n}\n", "f(int)"),
                c("a function deleted between two", WORK + "int f(int a) {\n  return work(a);\n} /*-*/\nint g(int a) {\n  return work(a);\n}\n"),
                c("K&R", WORK + "int f(a, b)\n  int a;\n  int b; /*+*/\n{\n  return work(a + b);\n}\n", "f(int, int)"),
                c("one of a conditional pair", WORK + "#ifdef NEVER\nint f(int a) {\n  return work(a); /*+*/\n}\n#else\nint f(int a) {\n  return work(2 * a); /*+*/\n}\n#endif\n", "f(int)"),
                c("code that is left out within a function", WORK + "int f(int a) {\n#ifdef NEVER\n  a++; /*+*/\n#endif\n  return work(a);\n}\n"),
                c("a directive within a function", WORK + "int f(int a) {\n#ifndef NEVER /*+*/\n  a++;\n#endif\n  return work(a);\n}\n", "f(int)"),
                c("digraphs", WORK + "int f(int a) <%\n  return work(a); /*+*/\n%>\n", "f(int)"),
                c("main", WORK + "int main(void) {\n  return work(1); /*+*/\n}\n", "main(): main"),
                c("naked", "__attribute__((naked)) void f(void) {\n  __asm__(\"ret\"); /*+*/\n}\n", "f(): naked"),
                c("not to be instrumented, said by a macro in a macro",
                        WORK + "#define QUIET1 __attribute__((no_instrument_function))\n#define QUIET QUIET1 inline\nstatic QUIET int f(int a) {\n  return work(a); /*+*/\n}\n",
                        "f(int): no_instrument_function"),
                c("made by a macro", WORK + "#define MAKE(name) int name(int a) { return work(a); }\nMAKE(f) /*+*/\n", "f(int): made by a macro"),
                c("a head made by a macro", WORK + "#define HEAD(name) int name(int a)\nHEAD(f) {\n  return work(a); /*+*/\n}\n", "f(int)"),
                c("a signal handler", "#include <signal.h>\n" + WORK + "static void f(int s) {\n  work(s); /*+*/\n}\nvoid g(void) { signal(SIGINT, f); work(1); }\n", "f(int): a signal handler"),
                c("a signal handler by sigaction",
                        "#include <signal.h>\n" + WORK + "static void f(int s) {\n  work(s); /*+*/\n}\nvoid g(void) {\n  struct sigaction a;\n  a.sa_handler = f;\n  sigaction(SIGINT, &a, 0);\n}\n",
                        "f(int): a signal handler"),
                c("an empty function", "void f(void) {\n} /*+*/\n", "f(): its body is empty"),
                c("a getter, and who calls it",
                        WORK + "struct p { int x; };\nint get(struct p *p) {\n  return p->x; /*+*/\n}\nint use(struct p *p) {\n  return work(get(p));\n}\n",
                        "get(struct p *): a single statement", "use(struct p *)"),
                c("a changed macro", WORK + "#define LIMIT 3 /*+*/\nint f(int a) {\n  return work(a + LIMIT);\n}\nint g(int a) {\n  return work(a);\n}\n", "f(int)"),
                c("a macro within a macro", WORK + "#define LIMIT 3 /*+*/\n#define TWICE(x) ((x) * LIMIT)\nint f(int a) {\n  return work(TWICE(a));\n}\n", "f(int)"),
                c("a macro that decides what is compiled", WORK + "#define FAST 1 /*+*/\nint f(int a) {\n#if FAST\n  a++;\n#endif\n  return work(a);\n}\n", "f(int)"),
                c("a macro that decides which functions there are", WORK + "#define FAST 1 /*+*/\n#if FAST\nint f(int a) {\n  return work(a);\n}\n#endif\nint g(int a) {\n  return work(a);\n}\n", "f(int)"),
                c("the guard of a header decides nothing", WORK + "#ifndef GUARD\n#define GUARD /*+*/\nint f(int a) {\n  return work(a);\n}\n#endif\n"),
                c("a macro in the size of an array", WORK + "#define SIZE 30 /*+*/\nstatic int table[SIZE];\nint f(int a) {\n  return work(table[a]);\n}\nint g(int a) {\n  return work(a);\n}\n", "f(int)"),
                c("a changed type", WORK + "struct p {\n  int x, y; /*+*/\n};\nint f(struct p *p) {\n  return work(p->x);\n}\nint g(int a) {\n  return work(a);\n}\n", "f(struct p *)"),
                c("a type within a type, by another name",
                        WORK + "struct p {\n  int x, y; /*+*/\n};\ntypedef struct p P;\nstruct line { P from, to; int colour; };\nint f(struct line *l) {\n  return work(l->colour);\n}\n",
                        "f(struct line *)"),
                c("a pointer to a type has the same size", WORK + "struct p {\n  int x, y; /*+*/\n};\nstruct line { struct p *from; int colour; };\nint f(struct line *l) {\n  return work(l->colour);\n}\n"),
                c("a changed enum", WORK + "enum e {\n  ONE, TWO /*+*/\n};\nint f(int a) {\n  return work(a == TWO);\n}\n", "f(int)"),
                c("a changed variable", WORK + "static const int primes[] = {\n  2, 3, 5, /*+*/\n};\nint f(int a) {\n  return work(primes[a]);\n}\nint g(int a) {\n  return work(a);\n}\n", "f(int)"),
                c("a local variable's initial value", WORK + "int f(int a) {\n  static int calls = 3; /*+*/\n  return work(a + calls);\n}\n", "f(int)"),
                c("a declaration", WORK + "int other(int, int); /*+*/\nint f(int a) {\n  return work(other(a, 1));\n}\n"),
                c("a byte order mark and CRLF", "\uFEFF" + WORK + "int f(int a) {\r\n  a++; /*+*/\r\n  return work(a);\r\n}\r\n", "f(int)"),
                cxx("a method in its class", WORK + "class C {\n  int a;\n public:\n  int f() {\n    return work(a); /*+*/\n  }\n  int g() { return work(1); }\n};\n", "C::f()"),
                cxx("a method outside", WORK + "namespace n { class C { int f() const; }; }\nint n::C::f() const {\n  return work(1); /*+*/\n}\n", "n::C::f() const"),
                cxx("a constructor", WORK + "struct C {\n  int a;\n  C()\n      : a(work(1)) { /*+*/\n  }\n};\n", "C::C()"),
                cxx("a destructor and an operator", WORK + "struct C {\n  ~C() { work(1); work(2); } /*+*/\n  bool operator<(const C &o) const { return work(1) < work(2); } /*+*/\n  operator int() { return work(3); } /*+*/\n};\n",
                        "C::~C()", "C::operator<(const C &) const", "C::operator int()"),
                cxx("a constructor whose body is a try block", WORK + "struct C {\n  int a;\n  C() try : a(work(1)) {\n    work(2); /*+*/\n  } catch (...) {\n  }\n};\n", "C::C(): its body is a try block"),
                cxx("defaulted", "struct C {\n  C() = default; /*+*/\n};\n", "C::C(): = default"),
                cxx("a function template", "template <class T> T f(T a) {\n  for (int i = 0; i < 3; i++) a += i; /*+*/\n  return a;\n}\nint g() { return f(3); }\n", "f(T)"),
                cxx("a method of a class template", WORK + "template <class T> struct V {\n  T t;\n  void f() {\n    work(1); /*+*/\n    work(2);\n  }\n};\n", "V::f()"),
                cxx("a specialisation", WORK + "template <class T> int f(T) { return work(1); }\ntemplate <> int f<int>(int a) {\n  return work(a); /*+*/\n}\n", "f<>(int)"),
                cxx("a lambda, and not the function around it",
                        "template <class F> int call(F f) { return f(1) + f(2); }\n" + WORK + "int f(int a) {\n  return call([a](int b) {\n    int c = a + b; /*+*/\n    return work(c);\n  });\n}\n",
                        "f(int)::{lambda#1}"),
                cxx("a lambda and the function around it on one line",
                        "template <class F> int call(F f) { return f(1) + f(2); }\n" + WORK + "int f(int a) {\n  int b = call([a](int b) { return work(a + b); }); /*+*/\n  return b;\n}\n", "f(int)",
                        "f(int)::{lambda#1}"),
                cxx("the second of two lambdas", WORK + "int f(int a) {\n  auto one = [](int x) { return work(x); };\n  auto two = [](int x) {\n    return work(x); /*+*/\n  };\n  return one(a) + two(a);\n}\n", "f(int)::{lambda#2}"),
                cxx("a lambda of a variable", WORK + "static auto f = [](int x) {\n  return work(x); /*+*/\n};\n", "f::{lambda#1}"),
                cxx("a local class", WORK + "int f() {\n  struct L {\n    int g() {\n      return work(1); /*+*/\n    }\n  };\n  return L().g();\n}\n", "f::L::g()"),
                cxx("namespaces without a name", WORK + "namespace a { namespace {\nint f(int a) {\n  return work(a); /*+*/\n}\n} }\n", "a::(anonymous namespace)::f(int)"),
                cxx("extern C", "extern \"C\" {\n" + WORK + "int f(int a) {\n  return work(a); /*+*/\n}\n}\n", "f(int)"),
                cxx("constexpr, and who calls it", WORK + "constexpr int sq(int a) {\n  return a * a; /*+*/\n}\nint f(int a) { return work(sq(a)); }\n", "sq(int): constexpr", "f(int)"),
                cxx("constexpr by a macro", WORK + "#define CONST_FUNCTION constexpr\nCONST_FUNCTION int sq(int a) {\n  return a * a; /*+*/\n}\n", "sq(int): constexpr"),
                cxx("a changed member, used through auto", WORK + "struct P {\n  int x;\n  int y; /*+*/\n};\nP &make();\nint f() {\n  auto &p = make();\n  return work(p.x);\n}\n", "f()"),
                cxx("a new method of a class concerns nobody yet", WORK + "struct P {\n  int x;\n  int later(); /*+*/\n};\nint f(P &p) {\n  return work(p.x);\n}\n"),
                cxx("a comment in a class concerns nobody", WORK + "struct P {\n  // better /*+*/\n  int x;\n};\nint f(P &p) {\n  return work(p.x);\n}\n"),
                cxx("a changed constant of a class template", WORK + "template <class T> struct S {\n  static const int size = 3; /*+*/\n  T t;\n};\nint f(int a) {\n  return work(S<int>::size + a);\n}\n", "f(int)"),
                cxx("raw strings with braces", WORK + "const char *text = R\"x(int f() { \" /* )x\";\nint f(int a) {\n  return work(a); /*+*/\n}\n", "f(int)"),
                cxx("noexcept, trailing type, attributes",
                        WORK + "[[nodiscard]] auto f(int a) noexcept(true) -> decltype(work(a)) {\n  return work(a); /*+*/\n}\n", "f(int)"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsTheFunctions(Case example) throws Exception {
        UnitSyntax unit = read(example.file(), example.source());

        List<String> found = new ArrayList<>();
        for (FunctionChange function : unit.functions()) {
            String wanted = example.expected().size() > found.size() ? example.expected().get(found.size()) : "";
            found.add(function.signature() + reasonAsFarAsIn(wanted, function));
        }
        assertThat(found).isEqualTo(example.expected());
        assertThat(unit.trouble()).isEmpty();
    }

    private static String reasonAsFarAsIn(String wanted, FunctionChange function) {
        String reason = function.skip().isEmpty() ? "" : ": " + function.skip();
        return wanted.startsWith(function.signature() + reason.substring(0, Math.min(2, reason.length())))
                ? reason.substring(0, Math.min(reason.length(), wanted.length() - function.signature().length()))
                : reason;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theGuardBelongsBehindTheBraceOfTheBody(Case example) throws Exception {
        byte[] bytes = example.source().getBytes(StandardCharsets.UTF_8);
        for (FunctionChange function : read(example.file(), example.source()).functions()) {
            if (function.skip().isEmpty()) {
                String before = new String(Arrays.copyOf(bytes, function.insert()), StandardCharsets.UTF_8);
                assertThat(before).matches("(?s).*(\\{|<%)");
                assertThat(before.lines().count()).isBetween((long) function.line(), (long) function.endLine());
            }
        }
    }

    @Test
    void whatAHeaderDefinesMapsToItsUsers() throws Exception {
        write("limits.h", "#define LIMIT 5 /*+*/\nstatic inline int half(int a) {\n  while (a > LIMIT) a /= 2;\n  return a;\n}\n");
        UnitSyntax unit = read("source.c", "#include \"limits.h\"\nint f(int a) {\n  return half(a) + LIMIT;\n}\nint g(int a) {\n  return half(a) + a;\n}\n");

        assertThat(unit.functions()).extracting(FunctionChange::signature).containsExactly("half(int)", "f(int)");
        assertThat(unit.functions().get(1).why()).isEqualTo("uses the macro LIMIT, whose definition changed");
        assertThat(unit.functions().get(1).uses())
                .containsExactly(new FunctionChange.Definition("the macro LIMIT", folder.toRealPath().resolve("limits.h"), 1));
    }

    @Test
    void anInlineFunctionOfAHeaderMapsToItsCallersToo() throws Exception {
        write("half.h", "static inline int half(int a) {\n  while (a > 3) a /= 2; /*+*/\n  return a;\n}\n");
        UnitSyntax unit = read("source.c", "#include \"half.h\"\nint g(int a) {\n  return half(a) + a;\n}\n");

        assertThat(unit.functions()).extracting(FunctionChange::signature, FunctionChange::changed)
                .containsExactly(tuple("half(int)", true), tuple("g(int)", false));
        assertThat(unit.functions().get(1).why()).isEqualTo("calls the function half, which changed");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ofManyFunctionsThoseWithAChangedLine(long seed) throws Exception {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(WORK);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            text.append("\n".repeat(random.nextInt(3))).append("int f").append(i).append("(int a) {");
            boolean changed = false;
            for (int line = random.nextInt(6); line >= 0; line--) {
                boolean now = random.nextInt(10) == 0;
                changed |= now;
                text.append(random.nextBoolean() ? "\n" : " ").append("a += work(a);").append(now ? " /*+*/\n" : "");
            }
            boolean end = random.nextInt(10) == 0;
            text.append("\nreturn work(a); }").append(end ? " /*+*/" : "").append("\n");
            if (changed || end) {
                expected.add("f" + i);
            }
        }
        UnitSyntax unit = read("source.c", text.toString());

        assertThat(unit.functions()).extracting(FunctionChange::name).isEqualTo(expected);
    }

    @Test
    void everyRangeIsAccountedFor() throws Exception {
        UnitSyntax unit = read("source.c", WORK + "int x(int); /*+*/\n#define M 1 /*+*/\n#ifdef NEVER\nint y; /*+*/\n#endif\nint f(int a) {\n  return work(a); /*+*/\n}\n");

        assertThat(unit.fates()).extracting(UnitSyntax.Fate::what).containsExactly(
                UnitSyntax.What.DECLARATION, UnitSyntax.What.ENTITY, UnitSyntax.What.INACTIVE, UnitSyntax.What.FUNCTION);
        assertThat(unit.fates().get(1).definitions()).extracting(FunctionChange.Definition::what).containsExactly("the macro M");
    }

    @Test
    void aSourceWithErrorsIsReadAsFarAsItGoes() throws Exception {
        UnitSyntax unit = read("source.c", WORK + "#include \"not-there.h\"\nint f(int a) {\n  return work(a); /*+*/\n}\nint g(unknown a) { return 1; }\n");

        assertThat(unit.functions()).extracting(FunctionChange::signature).containsExactly("f(int)");
        assertThat(unit.trouble()).contains("errors").contains("not-there.h");
    }

    @Test
    void aSourceThatIsNotThereIsNamed() throws Exception {
        Path changes = Files.writeString(folder.resolve("changes"), "");
        UnitSyntax unit = reader(changes, "").read(new CompileCommand(folder, folder.resolve("gone.c"), List.of("cc", "gone.c")));

        assertThat(unit.functions()).isEmpty();
        assertThat(unit.trouble()).contains("gone.c");
    }

    @Test
    void aLibraryThatIsNotThereIsNamed() throws Exception {
        Path changes = Files.writeString(folder.resolve("changes"), "");
        assertThatThrownBy(
                        () -> reader(changes, "/nowhere/libclang.so").read(new CompileCommand(folder, folder.resolve("a.c"), List.of("cc", "a.c"))))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("/nowhere/libclang.so");
    }

    @Test
    void optionsOfGccAreUnderstoodOrLeftOut() throws Exception {
        write("forced.h", "#define FORCED 1\n");
        Path source = write("source.c", "#if !FORCED || N != 3 || !P\n#error no\n#endif\nint work(int);\nint f(int a) {\n  return work(a); /*+*/\n}\n");
        Path response = Files.writeString(folder.resolve("more"), "-DN=3 '-DTEXT=\"a b\"'");
        UnitSyntax unit = reader(changes(source), "").read(new CompileCommand(folder, source, List.of(
                "/usr/bin/x86_64-linux-gnu-gcc-12", "-std=gnu17", "-Wall", "-Wp,-DP=1,-MD,x.d", "-include", "forced.h", "@" + response, "-fno-var-tracking",
                "-march=znver9", "--param", "max-inline-insns=3", "-MF", "x.d", "-o", "x.o", "-c", "source.c", "-fplugin=evil.so", "-flto")));

        assertThat(unit.trouble()).isEmpty();
        assertThat(unit.functions()).hasSize(1);
    }

    @Test
    void aCompilerBehindCcache() throws Exception {
        Path source = write("source.c", WORK + "int f(int a) {\n  return work(a); /*+*/\n}\n");
        UnitSyntax unit = reader(changes(source), "").read(new CompileCommand(folder, source, List.of("/usr/bin/ccache", "g++", "-c", "source.c")));

        assertThat(unit.functions()).extracting(FunctionChange::language).containsExactly("c++");
    }

    /* ---- */

    private UnitSyntax read(String name, String text) throws IOException {
        Path source = write(name, text);
        Path changes;
        try (Stream<Path> files = Files.list(folder)) {
            changes = changes(files.filter(file -> !file.getFileName().toString().equals("changes")).toArray(Path[]::new));
        }
        return reader(changes, "").read(new CompileCommand(folder, source, List.of(name.endsWith("c") && !name.endsWith(".cc") ? "gcc" : "g++", "-c", name)));
    }

    private SyntaxReader reader(Path changes, String libclang) {
        return new SyntaxReader(program, libclang, Duration.ofSeconds(60), changes, folder);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path changes(Path... files) throws IOException {
        List<FileChange> changed = new ArrayList<>();
        for (Path file : files) {
            List<LineRange> ranges = new ArrayList<>();
            List<String> lines = Files.readString(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains("/*+*/")) {
                    ranges.add(LineRange.lines(i + 1, i + 1));
                } else if (lines.get(i).contains("/*-*/")) {
                    ranges.add(LineRange.gap(i + 1, i + 2));
                }
            }
            changed.add(new FileChange(file.toRealPath(), FileChange.Kind.MODIFIED, file, ranges, ""));
        }
        Path list = folder.resolve("changes");
        new Changes(folder, "", changed, List.of()).write(list);
        return list;
    }
}
