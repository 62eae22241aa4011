package io.jenkins.plugins.autoperf.annotate.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.annotate.LeftOut;
import io.jenkins.plugins.autoperf.profile.AprofReader;
import io.jenkins.plugins.autoperf.profile.RunFiles;
import io.jenkins.plugins.autoperf.profile.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Java programs, compiled and run with the agent and the region runtime. */
class JavaAgentTest {
    private static final String LOOP = "for (int k = 0; k < 1000; k++) { sum += k ^ sum; }";

    @TempDir
    Path folder;

    static Collection<String> javas() throws Exception {
        return JavaProgram.javas().toList();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void eachExecutionOfATouchedMethodIsASampleOfItsRegion(String java) throws Exception {
        JavaProgram program = new JavaProgram(folder).with(java).source("com/example/Main.java", """
                package com.example;
                public class Main {
                    static long sum;
                    public static void main(String[] arguments) {
                        for (int i = 0; i < 100; i++) {
                            touched("x", new int[1]);
                            untouched();
                        }
                        for (int i = 0; i < 3; i++) {
                            try {
                                failing(i);
                            } catch (IllegalStateException e) {
                                sum++;
                            }
                        }
                        System.out.println(recursive(10) + " " + several(-1) + several(0) + several(1));
                    }
                    static void touched(String text, int[] numbers) {
                        LOOP //*
                    }
                    static void untouched() {
                        LOOP
                    }
                    static void failing(int i) {
                        LOOP
                        throw new IllegalStateException("meant" + i); //*
                    }
                    static int recursive(int depth) {
                        return depth == 0 ? 0 : 1 + recursive(depth - 1); //*
                    }
                    static String several(int number) {
                        if (number < 0) {
                            return "negative".trim();
                        } else if (number > 0) { //*
                            return "positive".trim();
                        }
                        return "zero".trim();
                    }
                }
                """.replace("LOOP", LOOP)).compile("--release", "17");
        JavaAgent agent = JavaAgent.touched(folder.resolve("agent"), program.changes());

        assertThat(program.run(agent, "com.example.Main")).contains("10 negativezeropositive");
        assertThat(program.executions()).isEqualTo(Map.of(
                "com.example.Main.touched(java.lang.String, int[])", 100L,
                "com.example.Main.failing(int)", 3L,
                "com.example.Main.recursive(int)", 11L,
                "com.example.Main.several(int)", 3L));
        assertThat(agent.report().annotated())
                .extracting(AnnotatedMethod::name, AnnotatedMethod::line, AnnotatedMethod::why)
                .contains(tuple("com.example.Main.touched", 18, "line 19 changed"));
        assertThat(agent.report().failures()).isEmpty();
    }

    @Test
    void aRegionThatAnExceptionLeavesIsClosedThere() throws Exception {
        JavaProgram program = new JavaProgram(folder).source("Main.java", """
                class Main {
                    static long sum;
                    public static void main(String[] arguments) throws Exception {
                        try {
                            failing();
                        } catch (IllegalStateException e) {
                            Thread.sleep(100);
                        }
                    }
                    static void failing() {
                        LOOP
                        throw new IllegalStateException(); //*
                    }
                }
                """.replace("LOOP", LOOP)).compile();
        program.run(JavaAgent.touched(folder.resolve("agent"), program.changes()), "Main");

        assertThat(wallMillis(program)).hasSize(1).allMatch(millis -> millis < 90);
    }

    @Test
    void theWaitForTheLockOfASynchronizedMethodIsInItsRegion() throws Exception {
        JavaProgram program = new JavaProgram(folder).source("Main.java", """
                class Main {
                    public static void main(String[] arguments) throws Exception {
                        Main main = new Main();
                        waitedFor(main, main::own);
                        waitedFor(Main.class, Main::shared);
                        try {
                            main.failing();
                        } catch (IllegalStateException e) {
                            System.out.println("locked after a failure: " + Thread.holdsLock(main));
                        }
                    }
                    static void waitedFor(Object lock, Runnable work) throws Exception {
                        Thread worker;
                        synchronized (lock) {
                            worker = new Thread(work);
                            worker.start();
                            Thread.sleep(200);
                        }
                        worker.join();
                    }
                    synchronized void own() {
                        System.out.println("own " + Thread.holdsLock(this)); //*
                    }
                    static synchronized void shared() { //*
                        System.out.println("shared " + Thread.holdsLock(Main.class));
                    }
                    synchronized void failing() {
                        throw new IllegalStateException("locked: " + Thread.holdsLock(this)); //*
                    }
                }
                """).compile();
        String printed = program.run(JavaAgent.touched(folder.resolve("agent"), program.changes()), "Main");

        assertThat(printed).contains("own true", "shared true", "locked after a failure: false");
        assertThat(program.executions().keySet()).containsExactlyInAnyOrder("Main.own()", "Main.shared()", "Main.failing()");
        assertThat(wallMillis(program)).filteredOn(millis -> millis > 100).hasSize(2);
    }

    @Test
    void constructorsAreMeasuredBehindTheCallOfTheOther() throws Exception {
        JavaProgram program = new JavaProgram(folder).source("Main.java", """
                import java.util.ArrayList;
                class Main extends ArrayList<String> {
                    static long sum;
                    final String made = String.valueOf(sum); //*
                    Main(int size) {
                        super(size > 5 ? new ArrayList<>(new ArrayList<>()) : new ArrayList<>());
                        LOOP
                    }
                    Main(String text) {
                        this(text.length());
                        if (text.isEmpty()) {
                            throw new IllegalArgumentException(); //*
                        }
                    }
                    public static void main(String[] arguments) {
                        new Main("abc");
                        new Main("abcdefgh");
                        try {
                            new Main("");
                        } catch (IllegalArgumentException e) {
                            System.out.println("refused");
                        }
                    }
                }
                """.replace("LOOP", LOOP)).compile();

        assertThat(program.run(JavaAgent.touched(folder.resolve("agent"), program.changes()), "Main")).contains("refused");
        assertThat(program.executions()).isEqualTo(Map.of("Main.<init>(int)", 3L, "Main.<init>(java.lang.String)", 3L));
    }

    @Test
    void nestedAnonymousAndLambdaCodeIsKnownByTheInnermostMethod() throws Exception {
        JavaProgram program = new JavaProgram(folder).source("com/example/Main.java", """
                package com.example;
                import java.util.function.IntUnaryOperator;
                public class Main {
                    static long sum;
                    public static void main(String[] arguments) {
                        System.out.println(around() + new Nested().work(2) + lambdas() + shortLambda());
                    }
                    static int around() {
                        return new Object() {
                            int work(int n) {
                                LOOP //*
                                return n;
                            }
                        }.work(1);
                    }
                    static class Nested {
                        int work(int n) {
                            LOOP
                            return Math.abs(
                                    n
                                    + 1); //*
                        }
                    }
                    static int lambdas() {
                        IntUnaryOperator one = n -> Math.abs(n);
                        IntUnaryOperator two = n -> {
                            LOOP //*
                            return n;
                        };
                        return one.applyAsInt(1) + two.applyAsInt(2);
                    }
                    static int shortLambda() {
                        IntUnaryOperator one = n ->
                            n + 1; //*
                        return one.applyAsInt(1);
                    }
                }
                """.replace("LOOP", LOOP)).compile();
        JavaAgent agent = JavaAgent.touched(folder.resolve("agent"), program.changes());
        program.run(agent, "com.example.Main");

        assertThat(program.executions()).isEqualTo(Map.of(
                "com.example.Main$1.work(int)", 1L,
                "com.example.Main$Nested.work(int)", 1L,
                "com.example.Main.lambdas.{lambda#2}(int)", 1L,
                "com.example.Main.shortLambda()", 1L));
        assertThat(agent.report().methods())
                .filteredOn(method -> !method.annotated())
                .extracting(AnnotatedMethod::name, AnnotatedMethod::reason)
                .containsExactly(tuple("com.example.Main.shortLambda.{lambda#1}", "no call and no loop: too short to be measured"));
    }

    @Test
    void whatIsNotAnnotatedIsToldWithTheReason() throws Exception {
        JavaProgram program = new JavaProgram(folder).source("Main.java", """
                import java.util.List; //*
                abstract class Main {
                    static final List<String> MADE = List.of("a"); //*
                    int number; //*
                    abstract void nothing(); //*
                    int number() {
                        return number; //*
                    }
                    public static void main(String[] arguments) {
                        System.out.println(MADE); //*
                    }
                    void below() { //-

                        System.out.println(number);
                    }
                }
                """).source("Other.kt", "fun x() = 1 //*\n");
        new JavaProgram(folder).source("Main.java", Files.readString(folder.resolve("src/Main.java"))).compile();
        JavaAgent agent = JavaAgent.touched(folder.resolve("agent"), program.changes());
        program.run(agent, "Main");

        assertThat(agent.report().methods()).extracting(AnnotatedMethod::signature, AnnotatedMethod::reason).containsExactlyInAnyOrder(
                tuple("Main.<clinit>()", "a static initialiser: it runs once"),
                tuple("Main.number()", "no call and no loop: too short to be measured"),
                tuple("Main.main(java.lang.String[])", "main: the whole program"),
                tuple("Main.below()", ""));
        assertThat(agent.report().leftOut()).extracting(LeftOut::lines, LeftOut::reason).containsExactlyInAnyOrder(
                tuple("1-1", "outside every method"),
                tuple("4-4", "outside every method"),
                tuple("5-5", "outside every method"),
                tuple("", "of the languages of the JVM only Java is annotated"));
    }

    @Test
    void aDeclarationReachesFromItsAnnotationsToItsBrace() throws Exception {
        JavaProgram program = new JavaProgram(folder).source("Main.java", """
                class Main {
                    @interface Tags { String[] value(); }
                    record Pair(int one, int two) {
                        Pair { //*
                            System.out.println("pair { " + one);
                        }
                    }

                    @Tags({"a", //*
                            "b"})
                    static String first(
                            String text) {
                        return text.trim();
                    }
                    static String second(String text) {
                        String block = \"\"\"
                                } not a brace {
                                \"\"\" + '}';
                        return block.concat(
                                text
                                ); //*
                    }
                    static <T extends Comparable<T>> T third(T one) throws IllegalStateException //*
                    {
                        // } nor this
                        return java.util.Objects.requireNonNull(one);
                    }
                    public static void main(String[] arguments) {
                        System.out.println(first("x") + second("y") + third("z") + new Pair(1, 2));
                    }
                }
                """).compile();
        program.run(JavaAgent.touched(folder.resolve("agent"), program.changes()), "Main");

        assertThat(program.executions().keySet()).containsExactlyInAnyOrder(
                "Main$Pair.<init>(int, int)",
                "Main.first(java.lang.String)",
                "Main.second(java.lang.String)",
                "Main.third(java.lang.Comparable)");
    }

    @Test
    void theOtherVersionIsAnnotatedByName() throws Exception {
        JavaProgram program = new JavaProgram(folder).source("Main.java", """
                class Main {
                    static String same(int n) { return "same"; }
                    static String grown(int n) { return "grown"; }
                    static String many(int n) { return "many"; }
                    static String many(long n) { return "many"; }
                    static String other(int n) { return "other"; }
                    public static void main(String[] arguments) {
                        System.out.println(same(1) + grown(1) + many(1) + many(1L) + other(1));
                    }
                }
                """).compile();
        JavaAgent agent = JavaAgent.known(folder.resolve("agent"), List.of(
                wanted("Main.same", "(int)"), wanted("Main.grown", "(int, int)"), wanted("Main.many", "(int, int)"), wanted("Gone.f", "()")));
        program.run(agent, "Main");

        assertThat(program.executions()).isEqualTo(Map.of("Main.same(int)", 1L, "Main.grown(int, int)", 1L));
        assertThat(agent.report().annotated()).extracting(AnnotatedMethod::signature).containsExactlyInAnyOrder("Main.same(int)", "Main.grown(int)");
    }

    private static AnnotatedMethod wanted(String name, String parameters) {
        return new AnnotatedMethod(name + parameters, name, name + parameters, "", 1, "", "");
    }

    @Test
    void whatIsExcludedIsLeftOutFromThenOn() throws Exception {
        JavaProgram program = twoMethods().compile();
        JavaAgent agent = JavaAgent.touched(folder.resolve("agent"), program.changes());
        agent.exclude(List.of("Main.one()"));
        program.run(agent, "Main");

        assertThat(program.executions()).isEqualTo(Map.of("Main.two()", 1L));
    }

    private JavaProgram twoMethods() throws Exception {
        return new JavaProgram(folder).source("Main.java", """
                class Main {
                    public static void main(String[] arguments) throws Exception {
                        one();
                        two();
                        for (String name : arguments) {
                            try {
                                System.out.println(Class.forName(name).getClassLoader());
                            } catch (ClassNotFoundException e) {
                                System.out.println("no " + name);
                            }
                        }
                    }
                    static void one() {
                        System.out.println("one"); //*
                    }
                    static void two() {
                        System.out.println("two"); //*
                    }
                }
                """);
    }

    @Test
    void theProgramSeesNoneOfOurClassesButTheEntryAndTheRegions() throws Exception {
        JavaProgram program = twoMethods().compile();
        String printed = program.run(
                JavaAgent.touched(folder.resolve("agent"), program.changes()),
                "Main",
                "io.jenkins.plugins.autoperf.annotate.jvm.agent.Agent",
                "org.objectweb.asm.ClassReader",
                "picocli.CommandLine",
                "io.jenkins.plugins.autoperf.papi.Region");

        assertThat(printed).contains(
                "no io.jenkins.plugins.autoperf.annotate.jvm.agent.Agent", "no org.objectweb.asm.ClassReader", "no picocli.CommandLine", "null");
    }

    @Test
    void aModularProgramIsAnnotatedToo() throws Exception {
        JavaProgram program = twoMethods();
        Files.writeString(folder.resolve("src/Main.java"), "package p; public " + Files.readString(folder.resolve("src/Main.java")));
        program.source("module-info.java", "module m { exports p; }").compile();
        program.run(JavaAgent.touched(folder.resolve("agent"), program.changes()), "-p", program.classes().toString(), "-m", "m/p.Main");

        assertThat(program.executions()).isEqualTo(Map.of("p.Main.one()", 1L, "p.Main.two()", 1L));
    }

    @Test
    void aClassThatOnlyItsOwnLoaderKnowsIsAnnotatedToo() throws Exception {
        JavaProgram program = twoMethods().source("Loading.java", """
                import java.net.*;
                class Loading {
                    public static void main(String[] arguments) throws Exception {
                        URL place = Loading.class.getProtectionDomain().getCodeSource().getLocation();
                        var main = new URLClassLoader(new URL[] {place}, null).loadClass("Main").getDeclaredMethod("main", String[].class);
                        main.setAccessible(true);
                        main.invoke(null, (Object) new String[0]);
                    }
                }
                """).compile();
        program.run(JavaAgent.touched(folder.resolve("agent"), program.changes()), "Loading");

        assertThat(program.executions()).isEqualTo(Map.of("Main.one()", 1L, "Main.two()", 1L));
    }

    @Test
    void aClassWithoutLineNumbersIsLeftAsItIs() throws Exception {
        JavaProgram program = twoMethods().compile("-g:none");
        JavaAgent agent = JavaAgent.touched(folder.resolve("agent"), program.changes());

        assertThat(program.run(agent, "Main")).contains("one", "two");
        assertThat(agent.report().failures())
                .containsExactly("The class Main is not annotated: its class file tells no line numbers; compile it with -g.");
    }

    @Test
    void aRunThatIsNotMeasuredIsLeftAlone() throws Exception {
        JavaProgram program = twoMethods().compile();
        JavaAgent agent = JavaAgent.touched(folder.resolve("agent"), program.changes());

        assertThat(program.run(agent.environment(Map.of()), "Main")).contains("one", "two");
        assertThat(agent.report()).isEqualTo(new AgentReport(List.of(), List.of(), Set.of(), List.of()));
    }

    @Test
    void anAgentWhoseFilesAreDamagedOrGoneLetsTheProgramRun() throws Exception {
        JavaProgram program = twoMethods().compile();
        JavaAgent agent = JavaAgent.touched(folder.resolve("agent"), program.changes());
        Files.writeString(folder.resolve("agent/changes"), "nonsense\n" + folder.resolve("src/Main.java") + "\tx-y\n");
        assertThat(program.run(agent, "Main")).contains("one", "two");
        assertThat(agent.report().failures()).singleElement().asString().startsWith("No Java method is annotated: ");

        Files.delete(folder.resolve("agent/regions.jar"));
        assertThat(program.run(agent, "Main")).contains("one", "two");
        Files.delete(folder.resolve("agent/settings"));
        assertThat(program.run(agent, "Main")).contains("one", "two");
        assertThat(folder.resolve("agent.jsonl")).as("in the program's working folder").doesNotExist();
    }

    @Test
    void aFolderWithASpaceInItsPathWillDoAndOneWithAQuoteIsRefused() throws Exception {
        JavaProgram program = twoMethods().compile();
        JavaAgent agent = JavaAgent.touched(folder.resolve("an agent"), program.changes());
        program.run(agent, "Main");
        assertThat(program.executions()).hasSize(2);

        assertThatThrownBy(() -> JavaAgent.touched(folder.resolve("agent's"), program.changes()).environment(Map.of()))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("has a quote, colon or equals sign in its path");
    }

    @Test
    void optionsThatThePersonGaveStay() {
        JavaAgent agent = JavaAgent.touched(folder.resolve("agent"), new JavaProgram(folder).changes());

        assertThat(agent.environment(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g")).get("JAVA_TOOL_OPTIONS")).startsWith("-Xmx1g -Xbootclasspath/a:");
    }

    private static List<Double> wallMillis(JavaProgram program) {
        RunFiles.Process process = RunFiles.read(program.output()).processes().get(0);
        try (AprofReader reader = AprofReader.open(process.file())) {
            List<Double> millis = new ArrayList<>();
            for (Sample sample = reader.next(); sample != null; sample = reader.next()) {
                millis.add(sample.value(0) / 1e6);
            }
            return millis;
        }
    }
}
