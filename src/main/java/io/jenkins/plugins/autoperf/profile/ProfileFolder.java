package io.jenkins.plugins.autoperf.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A profile on disk. Opened, it is only read; created, it is written and locked until it is closed. */
public final class ProfileFolder implements AutoCloseable {
    private static final String INFO = "profile.json";
    private static final String RUNS = "runs.jsonl";
    private static final String OVERHEAD = "overhead.json";
    private static final String LOCK = ".lock";
    private static final String SIMULATED = "simulated";
    private static final Pattern RUN_FOLDER = Pattern.compile("run-\\d{1,9}\\.\\d{1,9}(-[a-z]{1,20})?");

    /** What to do where the folder holds a profile already. */
    public enum Existing {
        REFUSE,
        /** Add runs to it; the counters must be the same. */
        APPEND,
        /** Delete the old profile, and nothing else in the folder. */
        OVERWRITE
    }

    private final Path folder;
    private final ProfileInfo info;
    private final FileChannel lock;

    private ProfileFolder(Path folder, ProfileInfo info, FileChannel lock) {
        this.folder = folder;
        this.info = info;
        this.lock = lock;
    }

    /** As {@link #create(Path, ProfileInfo, Existing)}, refusing a profile that is there already. */
    public static ProfileFolder create(Path folder, ProfileInfo info) {
        return create(folder, info, Existing.REFUSE);
    }

    /** Makes the folder where it is missing, locks it and writes {@code profile.json}. */
    public static ProfileFolder create(Path folder, ProfileInfo info, Existing existing) {
        try {
            boolean isProfile = Files.exists(folder.resolve(INFO), LinkOption.NOFOLLOW_LINKS);
            if (!isProfile && Files.exists(folder) && !isEmptyButForALock(folder)) {
                throw new AutoPerfException(
                        Kind.USAGE, folder + " is not empty and holds no profile. Give another folder.");
            }
            Files.createDirectories(folder);
            FileChannel lock = lock(folder);
            try {
                return write(folder, info, existing, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** Deletes the profile in a folder, if there is one, and the folder unless something else is in it. */
    public static void delete(Path folder) {
        if (!Files.exists(folder.resolve(INFO), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel lock = lock(folder)) {
            deleteProfile(folder);
            Files.delete(folder.resolve(INFO));
            if (isEmptyButForALock(folder)) {
                deleteTree(folder);
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** Opens a profile for reading. */
    public static ProfileFolder open(Path folder) {
        if (!isProfile(folder)) {
            String what = Files.isDirectory(folder) ? " holds no profile: " + INFO + " is missing." : " is no folder.";
            throw new AutoPerfException(
                    Kind.USAGE, folder + what + " Give a folder that \"autoperf profile -o\" wrote.");
        }
        return new ProfileFolder(folder, readInfo(folder), null);
    }

    static boolean isProfile(Path folder) {
        return Files.isRegularFile(folder.resolve(INFO));
    }

    public Path path() {
        return folder;
    }

    /** Where a profile of the same program on a simulated processor is, if there is one; a profile folder of its own. */
    public Path simulated() {
        return folder.resolve(SIMULATED);
    }

    public ProfileInfo info() {
        return info;
    }

    /** The finished executions, in the order in which they were written. */
    public List<RunInfo> runs() {
        Path file = folder.resolve(RUNS);
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = ProfileJson.read(file);
        List<RunInfo> runs = new ArrayList<>();
        int line = 0;
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            line++;
            String json = text.substring(start, end).strip();
            start = end + 1;
            if (!json.isEmpty()) {
                runs.add(readRun(file, line, json));
            }
        }
        return List.copyOf(runs);
    }

    public Optional<Overhead> overhead() {
        Path file = folder.resolve(OVERHEAD);
        return Files.exists(file) ? Optional.of(ProfileJson.read(file, Overhead.class)) : Optional.empty();
    }

    /** Makes the folder for the files of one execution and gives its path. */
    public Path createRunFolder(String name) {
        Path run = runFolder(name);
        try {
            return Files.createDirectory(run);
        } catch (IOException e) {
            throw unwritable(run, e);
        }
    }

    /** The folder of an execution; the name comes from a file, so that only names that AutoPerf gives are followed. */
    public Path runFolder(String name) {
        if (name == null || !RUN_FOLDER.matcher(name).matches()) {
            throw new AutoPerfException(
                    Kind.DATA, folder.resolve(RUNS) + " names the folder \"" + name + "\", which is none of a run.");
        }
        return folder.resolve(name);
    }

    /** Adds one line to {@code runs.jsonl}. */
    public void append(RunInfo run) {
        try {
            byte[] line = (ProfileJson.MAPPER.writeValueAsString(run) + "\n").getBytes(StandardCharsets.UTF_8);
            try (FileChannel file = FileChannel.open(
                    folder.resolve(RUNS), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                ByteBuffer buffer = ByteBuffer.wrap(line);
                while (buffer.hasRemaining()) {
                    file.write(buffer);
                }
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    public void save(Overhead overhead) {
        try {
            writeWhole(folder.resolve(OVERHEAD), overhead);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** Releases the lock. */
    @Override
    public void close() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw unwritable(folder, e);
            }
        }
    }

    private static ProfileFolder write(Path folder, ProfileInfo info, Existing existing, FileChannel lock)
            throws IOException {
        ProfileInfo written = info;
        if (Files.exists(folder.resolve(INFO), LinkOption.NOFOLLOW_LINKS)) {
            switch (existing) {
                case REFUSE -> throw new AutoPerfException(
                        Kind.USAGE,
                        folder + " holds a profile already. Give another folder, or ask to append to it or to overwrite it.");
                case APPEND -> written = appended(folder, readInfo(folder), info);
                case OVERWRITE -> deleteProfile(folder);
            }
        }
        writeWhole(folder.resolve(INFO), written);
        return new ProfileFolder(folder, written, lock);
    }

    private static ProfileInfo appended(Path folder, ProfileInfo old, ProfileInfo added) throws IOException {
        if (!old.groups().equals(added.groups()) || old.counted() != added.counted()) {
            throw new AutoPerfException(
                    Kind.USAGE, folder + " was measured with other counters, so that no run can be added. Give another folder.");
        }
        dropInterruptedLine(folder.resolve(RUNS));
        return new ProfileInfo(
                old.format(), old.tool(), old.created(), old.command(), old.directory(), old.environment(), old.machine(),
                old.plannedRuns() + added.plannedRuns(), old.interleavedWith(), old.groups(), old.unavailable(),
                old.canaries(), old.counted());
    }

    private static void dropInterruptedLine(Path runs) throws IOException {
        if (!Files.exists(runs)) {
            return;
        }
        byte[] bytes = Files.readAllBytes(runs);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end < bytes.length) {
            try (FileChannel file = FileChannel.open(runs, StandardOpenOption.WRITE)) {
                file.truncate(end);
            }
        }
    }

    private static void deleteProfile(Path folder) throws IOException {
        List<Path> own;
        try (Stream<Path> children = Files.list(folder)) {
            own = children.filter(c -> RUN_FOLDER.matcher(c.getFileName().toString()).matches()).toList();
        }
        // The list of runs goes first: an interrupted deletion leaves no run that refers to missing files.
        Files.deleteIfExists(folder.resolve(RUNS));
        Files.deleteIfExists(folder.resolve(OVERHEAD));
        for (Path run : own) {
            deleteTree(run);
        }
        if (isProfile(folder.resolve(SIMULATED))) {
            deleteTree(folder.resolve(SIMULATED));
        }
    }

    /** Deletes a folder and what is in it; links are deleted, not followed. */
    private static void deleteTree(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            List<Path> children;
            try (Stream<Path> stream = Files.list(path)) {
                children = stream.toList();
            }
            for (Path child : children) {
                deleteTree(child);
            }
        }
        Files.deleteIfExists(path);
    }

    private static boolean isEmptyButForALock(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.allMatch(c -> c.getFileName().toString().equals(LOCK));
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock held = null;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another writer in this very process.
        } finally {
            if (held == null) {
                channel.close();
            }
        }
        if (held == null) {
            throw new AutoPerfException(
                    Kind.USAGE,
                    "Another AutoPerf is writing to " + folder + ". Wait until it has ended, or give another folder.");
        }
        return channel;
    }

    private static ProfileInfo readInfo(Path folder) {
        Path file = folder.resolve(INFO);
        ProfileInfo info = ProfileJson.read(file, ProfileInfo.class);
        if (info.format() != ProfileInfo.FORMAT) {
            throw new AutoPerfException(
                    Kind.DATA,
                    file + " has the format " + info.format() + ", and this AutoPerf reads " + ProfileInfo.FORMAT
                            + ". Measure again, or use the AutoPerf that wrote it.");
        }
        boolean complete = info.command() != null
                && info.machine() != null
                && info.machine().cpu() != null
                && info.machine().hypervisor() != null
                && info.groups() != null
                && !info.groups().isEmpty()
                && info.groups().stream().allMatch(g -> g != null && g.stream().allMatch(
                        c -> c != null && c.name() != null && c.source() != null && c.family() != null));
        if (!complete) {
            throw new AutoPerfException(
                    Kind.DATA, file + " does not say what was measured: the command, the machine or the counters are missing.");
        }
        return new ProfileInfo(
                info.format(), info.tool(), info.created(), info.command(), info.directory(),
                info.environment() == null ? Map.of() : info.environment(), info.machine(),
                info.plannedRuns(), info.interleavedWith() == null ? "" : info.interleavedWith(), info.groups(),
                info.unavailable() == null ? Map.of() : info.unavailable(),
                info.canaries() == null ? List.of() : info.canaries(),
                info.counted() > 0 && info.counted() <= 1 ? info.counted() : 1);
    }

    private static RunInfo readRun(Path file, int line, String json) {
        try {
            RunInfo run = ProfileJson.parse(json, RunInfo.class);
            if (run == null || run.run() < 1 || run.pass() < 0 || run.folder() == null) {
                throw new IllegalArgumentException("it does not describe a run");
            }
            return run.canary() != null
                    ? run
                    : new RunInfo(run.run(), run.pass(), run.counted(), run.started(), run.seconds(), run.exitCode(),
                            run.timedOut(), List.of(), run.folder());
        } catch (IllegalArgumentException e) {
            throw new AutoPerfException(
                    Kind.DATA,
                    file + " cannot be read at line " + line + ": " + e.getMessage()
                            + ". Delete that line to use the other runs.",
                    e);
        }
    }

    /** Writes beside the file and moves it into place, so that it is never seen half written. */
    private static void writeWhole(Path file, Object value) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(beside, ProfileJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static AutoPerfException unwritable(Path path, IOException e) {
        String reason = e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : e.getClass().getSimpleName() + " " + e.getMessage();
        return new AutoPerfException(
                Kind.MACHINE,
                path + " cannot be written: " + reason + ". Give a folder that you may write to and that has space.",
                e);
    }
}
