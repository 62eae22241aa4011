package io.jenkins.plugins.autoperf.steps;

import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;

/** A program in a git repository, whose functions commits may change. {@code make bench} builds it. */
record ChangingProgram(Path folder) {
    static final String HEAVY = "sum += (sum ^ i) % 7;";
    static final String DEARER = "for (int again = 0; again < 5; again++) sum += (sum ^ i) % 7;";
    static final String SOURCE = """
            #include <stdio.h>

            long heavy(long n) {
                long sum = 0;
                for (long i = 0; i < n; i++) {
                    sum += (sum ^ i) % 7;
                }
                return sum;
            }

            long light(long n) {
                long sum = 1;
                for (long i = 0; i < n; i++) {
                    sum += (sum ^ i) % 5;
                }
                return sum;
            }

            long untouched(long n) {
                long sum = 2;
                for (long i = 0; i < n; i++) {
                    sum += (sum ^ i) % 3;
                }
                return sum;
            }

            int main(int count, char **arguments) {
                long sum = 0;
                for (int i = 0; i < 10; i++) {
                    sum += heavy(200000L + count) + light(200000L + count) + untouched(200000L + count);
                }
                return printf("%ld\\n", sum) < 0 || arguments == 0;
            }
            """;
    static final String JAVA_SOURCE = SOURCE.replaceAll("#include.*\\n|(?s)int main.*", "")
            .replace("long heavy", "final class Work {\nstatic long heavy")
            .replace("long light", "static long light")
            .replace("long untouched", "static long untouched")
            + """
            public static void main(String[] arguments) {
                long sum = 0;
                for (int i = 0; i < 10; i++) {
                    sum += heavy(200000L) + light(200000L) + untouched(200000L);
                }
                System.out.println(sum);
            }
            }
            """;

    private static final String SETTINGS = "runs: 10, warmUp: 0, confirm: false, counters: 'software'";

    /** Settings of a step that measures this program. */
    static String settings(String since, String build, String workload) {
        return "since: '" + since + "', build: '" + build + "', workload: '" + workload + "', " + SETTINGS;
    }

    static String settings(String since) {
        return settings(since, "make bench", "./bench");
    }

    /** Makes the repository, with one commit. */
    static ChangingProgram in(Path folder) throws Exception {
        Files.createDirectories(folder);
        Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call().close();
        ChangingProgram program = new ChangingProgram(folder);
        program.write("Makefile", "bench: work.c\n\t$(CC) -O1 -o bench work.c\n");
        program.write(".gitignore", "bench\n.autoperf.yml\n");
        program.commit(SOURCE);
        return program;
    }

    void write(String file, String text) throws Exception {
        Files.writeString(folder.resolve(file), text);
    }

    /** @return its full id */
    String commit(String source) throws Exception {
        return commit("work.c", source);
    }

    /** @return its full id */
    String commit(String file, String text) throws Exception {
        write(file, text);
        try (Git git = Git.open(folder.toFile())) {
            git.add().addFilepattern(".").call();
            return git.commit().setAuthor("x", "x@example.org").setCommitter("x", "x@example.org").setMessage("x").setSign(false).call().name();
        }
    }
}
