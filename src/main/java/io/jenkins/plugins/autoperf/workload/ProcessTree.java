package io.jenkins.plugins.autoperf.workload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A process and all that it started. Members are known by their session, as children of members, and, where they left both,
 * by a variable that every process inherits.
 */
final class ProcessTree {
    /** Variable whose value is different in every execution. */
    static final String MARK = "AUTOPERF_EXECUTION";

    private static final Path PROC = Path.of("/proc");
    private static final long GRACE_NANOSECONDS = 2_000_000_000L;
    private static final long GIVE_UP_NANOSECONDS = 10_000_000_000L;

    private final Process root;
    private final boolean ownSession;
    private final byte[] mark;

    /** @param ownSession whether the root was made leader of a session */
    ProcessTree(Process root, boolean ownSession, String mark) {
        this.root = root;
        this.ownSession = ownSession;
        this.mark = (MARK + "=" + mark + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /** Ends every member, those included that left the session: asks first, then kills. */
    void end() {
        end(true);
    }

    /** Ends what the root left behind in its session; a daemon that went its own way stays. */
    void endLeftBehind() {
        end(false);
    }

    private void end(boolean daemonsToo) {
        long start = System.nanoTime();
        Map<Long, ProcessHandle> members = members(daemonsToo);
        members.values().forEach(ProcessHandle::destroy);
        // A member may start others while it is being ended, so it is looked again until none is left.
        for (members = members(daemonsToo); !members.isEmpty(); members = members(daemonsToo)) {
            long passed = System.nanoTime() - start;
            if (passed > GIVE_UP_NANOSECONDS) {
                return;
            }
            if (passed > GRACE_NANOSECONDS) {
                members.values().forEach(ProcessHandle::destroyForcibly);
            }
            pause();
        }
    }

    private static void pause() {
        boolean interrupted = Thread.interrupted();
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<Long, ProcessHandle> members(boolean daemonsToo) {
        Map<Long, ProcessHandle> members = new LinkedHashMap<>();
        if (root.isAlive()) {
            members.put(root.pid(), root.toHandle());
            root.descendants().forEach(d -> members.put(d.pid(), d));
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (belongs(process, daemonsToo)) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    ProcessHandle.of(pid).ifPresent(handle -> members.put(pid, handle));
                }
            }
        } catch (IOException e) {
            // Without /proc, descendants are all that can be found.
        }
        members.values().removeIf(handle -> isOver(PROC.resolve(Long.toString(handle.pid()))));
        return members;
    }

    private boolean belongs(Path process, boolean daemonsToo) {
        String[] stat = stat(process);
        if (ownSession && stat.length > 3 && stat[3].equals(Long.toString(root.pid()))) {
            return true;
        }
        return daemonsToo && contains(bytes(process.resolve("environ")), mark);
    }

    /** Ended, and not yet collected by its parent. */
    private static boolean isOver(Path process) {
        String[] stat = stat(process);
        return stat.length > 0 && (stat[0].equals("Z") || stat[0].equals("X"));
    }

    /** State, parent, group, session and what follows; empty where the process is gone. */
    private static String[] stat(Path process) {
        String stat = new String(bytes(process.resolve("stat")), StandardCharsets.ISO_8859_1);
        int name = stat.lastIndexOf(") ");
        return name < 0 ? new String[0] : stat.substring(name + 2).split(" ");
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static boolean contains(byte[] text, byte[] part) {
        String all = new String(text, StandardCharsets.ISO_8859_1);
        return all.contains(new String(part, StandardCharsets.ISO_8859_1));
    }
}
