package io.jenkins.plugins.autoperf.profile;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The process files of one execution of the workload, read once to see which are sound.
 *
 * @param processes sound files in the order in which their processes started
 * @param damaged why files were left out, each a sentence for the user
 */
public record RunFiles(List<Process> processes, List<String> damaged) {
    private static final int MAXIMUM_FILES = 100_000;

    /**
     * One sound process file.
     *
     * @param severalThreads whether more than one thread executed regions, the same or different ones
     */
    public record Process(
            Path file,
            AprofHeader header,
            List<RegionInfo> regions,
            List<String> notes,
            boolean cutOff,
            boolean severalThreads) {}

    /** Reads every {@code *.aprof} of the folder; one that is missing has no files. */
    public static RunFiles read(Path folder) {
        List<Process> processes = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        for (Path file : files(folder)) {
            try (AprofReader reader = AprofReader.open(file)) {
                boolean several = severalThreads(reader);
                processes.add(new Process(
                        file, reader.header(), reader.regions(), reader.notes(), reader.cutOff(), several));
            } catch (AutoPerfException e) {
                damaged.add(e.getMessage());
            }
        }
        processes.sort(Comparator.comparingDouble((Process p) -> p.header().started())
                .thenComparing(p -> p.file().getFileName().toString()));
        return new RunFiles(List.copyOf(processes), List.copyOf(damaged));
    }

    /** Reads to the end, where the rest of what is wanted stands. */
    private static boolean severalThreads(AprofReader reader) {
        Sample sample = reader.next();
        int first = sample == null ? 0 : sample.thread();
        boolean several = false;
        for (; sample != null; sample = reader.next()) {
            several |= sample.thread() != first;
        }
        return several;
    }

    /** Region executions in all processes. */
    public long executions() {
        return processes.stream().flatMap(p -> p.regions().stream()).mapToLong(RegionInfo::executions).sum();
    }

    /** What the runtime had to say, each text once. */
    public List<String> notes() {
        Set<String> notes = new LinkedHashSet<>();
        processes.forEach(p -> notes.addAll(p.notes()));
        return List.copyOf(notes);
    }

    /** What to tell where a workload ran no region: what is wrong and how regions are annotated. */
    public AutoPerfException noRegion() {
        if (!damaged.isEmpty()) {
            return new AutoPerfException(
                    Kind.DATA, "No file of the region runtime could be read. " + damaged.get(0) + " Measure again.");
        }
        String why = notes().isEmpty() ? "" : " The region runtime says: " + notes().get(0);
        return new AutoPerfException(
                notes().isEmpty() ? Kind.NO_REGION : Kind.WORKLOAD,
                "No region was executed." + why + " Include autoperf.h in the program, put AUTOPERF_MARK_BEGIN(\"name\") and AUTOPERF_MARK_END(\"name\")"
                        + " around what is to be measured, build it (dynamically linked) and run again.");
    }

    private static List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*.aprof")) {
            for (Path file : stream) {
                if (files.size() == MAXIMUM_FILES) {
                    throw new AutoPerfException(Kind.DATA, folder + " holds more than " + MAXIMUM_FILES + " process files.");
                }
                files.add(file);
            }
        } catch (IOException e) {
            throw new AutoPerfException(Kind.DATA, folder + " cannot be listed: " + e.getMessage() + ".", e);
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }
}
