import io.jenkins.plugins.autoperf.annotate.Changes;
import io.jenkins.plugins.autoperf.annotate.FileChange;
import io.jenkins.plugins.autoperf.annotate.LineRange;
import io.jenkins.plugins.autoperf.annotate.jvm.JavaAgent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The program of java-cost.sh. {@code agent FOLDER SOURCE} makes an agent for it and prints its options; {@code measure} prints nanoseconds a call. */
class JavaCost {
    private static final int ROUNDS = 7;

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("agent")) {
            agent(Path.of(arguments[1]), Path.of(arguments[2]).toRealPath());
            return;
        }
        if (arguments[0].equals("start")) {
            return;
        }
        long sum = 0;
        for (int steps : new int[] {1, 1_000, 10_000, 100_000}) {
            int calls = Math.max(50, 20_000_000 / (steps + 50));
            double best = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                for (int call = 0; call < calls; call++) {
                    sum += work(steps);
                }
                best = Math.min(best, (System.nanoTime() - start) / (double) calls);
            }
            System.out.printf("%d %.1f%n", steps, best);
        }
        if (sum == 42) {
            System.out.println();
        }
    }

    private static long work(int steps) {
        long x = steps; // the line that changed
        for (int step = 0; step < steps; step++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return x;
    }

    private static void agent(Path folder, Path source) throws Exception {
        List<String> lines = java.nio.file.Files.readAllLines(source);
        int line = 1 + lines.indexOf(lines.stream().filter(text -> text.endsWith("// the line that changed")).findFirst().orElseThrow());
        LineRange range = new LineRange(line, line, false);
        FileChange change = new FileChange(source, FileChange.Kind.MODIFIED, source, List.of(range), "");
        JavaAgent agent = JavaAgent.touched(folder, new Changes(source.getParent(), "", List.of(change), List.of()));
        System.out.print(agent.environment(Map.of()).get("JAVA_TOOL_OPTIONS"));
    }
}
