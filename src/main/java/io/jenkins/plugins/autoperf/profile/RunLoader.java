package io.jenkins.plugins.autoperf.profile;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.profile.RowSelection.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Joins the process files and passes of one run. */
final class RunLoader {
    private final Map<String, Integer> columns;
    private final int maximum;
    private final Set<String> warnings;
    private final BitSet seen = new BitSet();

    /**
     * @param columns counter name to its index in the rows
     * @param maximum samples of a region in a run
     * @param warnings where to tell what was left out
     */
    RunLoader(Map<String, Integer> columns, int maximum, Set<String> warnings) {
        this.columns = columns;
        this.maximum = maximum;
        this.warnings = warnings;
    }

    /** Columns that at least one process file had. */
    BitSet seen() {
        return seen;
    }

    /** The regions of a run by name; {@code passes} holds the files of each pass in order. */
    Map<String, RegionRun> load(int run, List<RunFiles> passes) {
        Map<String, Integer> strides = new TreeMap<>();
        for (RunFiles pass : passes) {
            tell(run, pass);
            pass.processes().stream()
                    .flatMap(p -> p.regions().stream())
                    .filter(r -> r.executions() > 0)
                    .forEach(r -> strides.merge(r.name(), r.log2Stride(), Math::max));
        }
        if (strides.remove("") != null) {
            warnings.add("Run " + run + ": samples without the name of their region were left out.");
        }
        List<Map<String, RowSelection>> selections = new ArrayList<>();
        for (RunFiles pass : passes) {
            selections.add(collect(pass, strides));
        }
        List<Map<String, Totals>> totals = passes.stream().map(Totals::of).toList();
        Map<String, RegionRun> regions = new TreeMap<>();
        for (String region : strides.keySet()) {
            List<Row> rows = RowSelection.first(join(run, region, selections), maximum);
            long threads = totals.get(0).getOrDefault(region, Totals.NONE).threads();
            regions.put(region, new RegionRun(
                    run,
                    executions(run, region, totals),
                    (int) Math.min(threads, Integer.MAX_VALUE),
                    rows.stream().map(Row::values).toArray(double[][]::new),
                    rows.stream().mapToDouble(Row::work).toArray()));
        }
        return regions;
    }

    private void tell(int run, RunFiles files) {
        files.damaged().forEach(reason -> warnings.add("Run " + run + ": a process file was left out. " + reason));
        for (RunFiles.Process process : files.processes()) {
            warnings.addAll(process.notes());
            if (process.cutOff()) {
                warnings.add(process.file() + " was cut off; it was read up to its last whole block.");
            }
        }
    }

    private Map<String, RowSelection> collect(RunFiles pass, Map<String, Integer> strides) {
        Map<String, RowSelection> selections = new HashMap<>();
        strides.forEach((region, stride) -> selections.put(region, new RowSelection(stride, Math.max(1, maximum))));
        for (int p = 0; p < pass.processes().size(); p++) {
            RunFiles.Process process = pass.processes().get(p);
            RowSelection[] byId = selectionsById(process, selections);
            int[] target = target(process.header());
            try (AprofReader reader = AprofReader.open(process.file())) {
                for (Sample sample = reader.next(); sample != null; sample = reader.next()) {
                    RowSelection selection = sample.region() < byId.length ? byId[sample.region()] : null;
                    if (selection != null && selection.takes(sample)) {
                        selection.add(p, sample, values(sample, target));
                    }
                }
            } catch (AutoPerfException e) {
                throw new AutoPerfException(e.kind(), e.getMessage() + " It changed while it was read.", e);
            }
        }
        return selections;
    }

    private static RowSelection[] selectionsById(RunFiles.Process process, Map<String, RowSelection> selections) {
        List<RegionInfo> regions = process.regions();
        RowSelection[] byId = new RowSelection[regions.isEmpty() ? 0 : regions.get(regions.size() - 1).id() + 1];
        for (RegionInfo region : regions) {
            byId[region.id()] = selections.get(region.name());
        }
        return byId;
    }

    private int[] target(AprofHeader header) {
        int[] target = new int[header.counters().size()];
        for (int c = 0; c < target.length; c++) {
            String name = header.counters().get(c).name();
            target[c] = columns.getOrDefault(name, -1);
            if (target[c] >= 0) {
                seen.set(target[c]);
            } else {
                warnings.add("The counter " + name + " stands in the samples and not in profile.json; it was left out.");
            }
        }
        return target;
    }

    private double[] values(Sample sample, int[] target) {
        double[] values = new double[columns.size()];
        Arrays.fill(values, Double.NaN);
        for (int c = 0; c < target.length; c++) {
            if (target[c] >= 0) {
                values[target[c]] = sample.valueOrNaN(c);
            }
        }
        return values;
    }

    /** What makes a sample of one pass the same execution as one of another pass. */
    private record Execution(int process, int thread, long ordinal) {
        Execution(Row row) {
            this(row.process(), row.thread(), row.ordinal());
        }
    }

    private List<Row> join(int run, String region, List<Map<String, RowSelection>> selections) {
        List<Row> first = selections.get(0).get(region).rows();
        if (selections.size() == 1) {
            return first;
        }
        List<Row> joined = first;
        int most = first.size();
        for (Map<String, RowSelection> pass : selections.subList(1, selections.size())) {
            List<Row> rows = pass.get(region).rows();
            most = Math.max(most, rows.size());
            Map<Execution, Row> byExecution = new HashMap<>();
            rows.forEach(row -> byExecution.put(new Execution(row), row));
            List<Row> both = new ArrayList<>();
            for (Row row : joined) {
                Row other = byExecution.get(new Execution(row));
                if (other != null) {
                    both.add(merge(row, other));
                }
            }
            joined = both;
        }
        if (joined.size() < most) {
            warnings.add(String.format(Locale.ROOT,
                    "Run %d, region %s: %d of %d samples were not in every pass and were left out.",
                    run, region, most - joined.size(), most));
        }
        return joined;
    }

    private static Row merge(Row row, Row other) {
        double[] values = row.values().clone();
        for (int c = 0; c < values.length; c++) {
            if (Double.isNaN(values[c])) {
                values[c] = other.values()[c];
            }
        }
        return new Row(row.place(), row.process(), row.thread(), row.ordinal(), row.start(), row.work(), values);
    }

    /** Executions in the first pass; where the passes differ, a warning. */
    private long executions(int run, String region, List<Map<String, Totals>> totals) {
        long[] counts = totals.stream()
                .mapToLong(t -> t.getOrDefault(region, Totals.NONE).executions())
                .toArray();
        long most = Arrays.stream(counts).max().orElse(0);
        long least = Arrays.stream(counts).min().orElse(0);
        if (most - least > 0.01 * most) {
            warnings.add(String.format(Locale.ROOT,
                    "Run %d, region %s: the passes executed it %d to %d times, so that their counters do not belong to"
                            + " the same work.",
                    run, region, least, most));
        }
        return counts[0];
    }

    /** What all processes of a pass did of one region. */
    private record Totals(long executions, long threads) {
        static final Totals NONE = new Totals(0, 0);

        static Map<String, Totals> of(RunFiles pass) {
            Map<String, Totals> totals = new HashMap<>();
            for (RunFiles.Process process : pass.processes()) {
                int least = process.severalThreads() ? 2 : 1;
                process.regions().forEach(r -> totals.merge(
                        r.name(),
                        new Totals(r.executions(), r.executions() > 0 ? Math.max(least, r.threads()) : 0),
                        (a, b) -> new Totals(a.executions + b.executions, a.threads + b.threads)));
            }
            return totals;
        }
    }
}
