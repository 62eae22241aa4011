package io.jenkins.plugins.autoperf.papi.jni;

import static io.jenkins.plugins.autoperf.papi.jni.PapiLibrary.PAPI_NULL;
import static io.jenkins.plugins.autoperf.papi.jni.PapiLibrary.PAPI_OK;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.papi.Papi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;

/** PAPI through the generated binding. One at a time: PAPI is initialised once in a process, for one thread. */
public final class NativePapi implements Papi {
    static {
        System.setProperty("org.bytedeco.javacpp.cachedir", cache().toString());
    }

    private final String version;
    private final String hypervisor;
    private final String disabled;

    /** @throws AutoPerfException if the library cannot be loaded or PAPI does not start */
    public NativePapi() {
        int current;
        try {
            current = PapiLibrary.PAPI_VER_CURRENT;
        } catch (LinkageError e) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.MACHINE,
                    "This build of AutoPerf has no PAPI binding for this system (" + System.getProperty("os.name") + ", "
                            + System.getProperty("os.arch") + ").",
                    e);
        }
        int started = PapiLibrary.PAPI_library_init(current);
        if (started != current) {
            throw new AutoPerfException(AutoPerfException.Kind.MACHINE, "PAPI does not start: " + words(started) + ".");
        }
        // Four bytes: version, revision, increment and a patch level that nobody writes.
        version = (current >>> 24) + "." + (current >>> 16 & 0xFF) + "." + (current >>> 8 & 0xFF);
        hypervisor = text(PapiLibrary.PAPI_get_hardware_info().virtual_vendor_string());
        disabled = text(PapiLibrary.PAPI_get_component_info(0).disabled_reason());
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String hypervisor() {
        return hypervisor;
    }

    @Override
    public String disabled() {
        return disabled;
    }

    @Override
    public Trial count(List<String> events) {
        synchronized (NativePapi.class) {
            int[] set = {PAPI_NULL};
            int code = PapiLibrary.PAPI_create_eventset(set);
            if (code != PAPI_OK) {
                return failed("create an event set", code);
            }
            try {
                return count(set[0], events);
            } finally {
                PapiLibrary.PAPI_cleanup_eventset(set[0]);
                PapiLibrary.PAPI_destroy_eventset(set);
            }
        }
    }

    private static Trial count(int set, List<String> events) {
        for (String event : events) {
            int code = PapiLibrary.PAPI_add_named_event(set, event);
            if (code != PAPI_OK) {
                return failed(events.size() == 1 ? "add it" : "add " + event, code);
            }
        }
        int code = PapiLibrary.PAPI_start(set);
        if (code != PAPI_OK) {
            return failed("start it", code);
        }
        pause();
        long[] values = new long[events.size()];
        code = PapiLibrary.PAPI_read(set, values);
        int stopped = PapiLibrary.PAPI_stop(set, new long[events.size()]);
        if (code != PAPI_OK) {
            return failed("read it", code);
        }
        if (stopped != PAPI_OK) {
            return failed("stop it", stopped);
        }
        List<Long> read = new ArrayList<>();
        for (long value : values) {
            read.add(value);
        }
        return new Trial("", read);
    }

    private static void pause() {
        try {
            Thread.sleep(0, 100_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Trial failed(String step, int code) {
        return new Trial("PAPI could not " + step + ": " + words(code), List.of());
    }

    private static String words(int code) {
        BytePointer words = PapiLibrary.PAPI_strerror(code);
        return words == null || words.isNull() ? "error " + code : words.getString();
    }

    private static String text(BytePointer characters) {
        return characters == null || characters.isNull() ? "" : characters.getString().strip();
    }

    private static Path cache() {
        String own = System.getenv("AUTOPERF_CACHE");
        String all = System.getenv("XDG_CACHE_HOME");
        Path folder = own != null && !own.isEmpty()
                ? Path.of(own)
                : (all != null && !all.isEmpty() ? Path.of(all) : Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("autoperf");
        return folder.resolve("javacpp");
    }
}
