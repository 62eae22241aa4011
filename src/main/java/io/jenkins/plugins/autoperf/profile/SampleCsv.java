package io.jenkins.plugins.autoperf.profile;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.counter.Counter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Every sample of a profile as a line of CSV (RFC 4180), in memory that does not grow with the samples. */
public final class SampleCsv {
    private static final List<String> FIXED = List.of(
            "run", "pass", "process", "thread", "region", "ordinal", "start_ns", "work", "depth", "flags");

    private final ProfileFolder folder;
    private final CSVPrinter csv;
    private final Map<String, Integer> columns = new LinkedHashMap<>();

    private SampleCsv(ProfileFolder folder, CSVPrinter csv) {
        this.folder = folder;
        this.csv = csv;
    }

    /**
     * Writes one line for the column names and one for each sample, failed runs included. A counter that could not be read or
     * belongs to another pass is an empty field.
     *
     * @return why files were left out, each a sentence for the user
     */
    public static List<String> write(Path profile, Appendable out) throws IOException {
        // Closing the printer would close what the caller gave.
        @SuppressWarnings("resource")
        CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180);
        List<String> left = new SampleCsv(ProfileFolder.open(profile), csv).write();
        csv.flush();
        return left;
    }

    private List<String> write() throws IOException {
        for (List<Counter> group : folder.info().groups()) {
            group.forEach(c -> columns.putIfAbsent(c.name(), columns.size()));
        }
        List<String> left = new ArrayList<>();
        List<Object> names = new ArrayList<>(FIXED);
        columns.keySet().forEach(name -> names.add(text(name)));
        csv.printRecord(names);
        for (RunInfo run : folder.runs()) {
            RunFiles files = RunFiles.read(folder.runFolder(run.folder()));
            left.addAll(files.damaged());
            for (RunFiles.Process process : files.processes()) {
                write(run, process);
            }
        }
        return left;
    }

    private void write(RunInfo run, RunFiles.Process process) throws IOException {
        Map<Integer, String> names = new LinkedHashMap<>();
        process.regions().forEach(r -> names.put(r.id(), text(r.name())));
        List<AprofHeader.Column> header = process.header().counters();
        int[] target = header.stream().mapToInt(c -> columns.getOrDefault(c.name(), -1)).toArray();
        Object[] line = new Object[FIXED.size() + columns.size()];
        line[0] = run.run();
        line[1] = run.pass();
        line[2] = process.header().pid();
        try (AprofReader reader = AprofReader.open(process.file())) {
            for (Sample sample = reader.next(); sample != null; sample = reader.next()) {
                line[3] = Integer.toUnsignedString(sample.thread());
                line[4] = names.get(sample.region());
                line[5] = Long.toUnsignedString(sample.ordinal());
                line[6] = Long.toUnsignedString(sample.start());
                line[7] = sample.work();
                line[8] = sample.depth();
                line[9] = sample.flags();
                Arrays.fill(line, FIXED.size(), line.length, null);
                for (int c = 0; c < target.length; c++) {
                    if (target[c] >= 0 && sample.value(c) != Sample.UNREAD) {
                        line[FIXED.size() + target[c]] = Long.toUnsignedString(sample.value(c));
                    }
                }
                csv.printRecord(line);
            }
        } catch (AutoPerfException e) {
            throw new AutoPerfException(e.kind(), e.getMessage() + " It changed while it was read.", e);
        }
    }

    /** Text from the workload; an apostrophe before it keeps a spreadsheet from taking it for a formula. */
    private static String text(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
