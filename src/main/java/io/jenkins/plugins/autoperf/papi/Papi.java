package io.jenkins.plugins.autoperf.papi;

import io.jenkins.plugins.autoperf.AutoPerfException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/**
 * What the preflight asks of PAPI. The binding itself is generated from {@code papi.h} on Linux only, so it stands behind this
 * interface and is found by name.
 */
public interface Papi {
    /** As in {@code papi.h}, for example {@code 7.0.0}. */
    String version();

    /** The hypervisor's name as PAPI reads it from the processor, or an empty string. */
    String hypervisor();

    /** Why PAPI has switched its CPU component off, or an empty string when it is on. */
    String disabled();

    /**
     * Counts all these events together on the calling thread, over a few instructions and one short sleep, then closes them.
     *
     * @param events PAPI's names of presets or native events
     */
    Trial count(List<String> events);

    /**
     * The outcome of a trial.
     *
     * @param failure the step that failed and PAPI's own words for it, or an empty string
     * @param values in the order of the events; empty after a failure
     */
    record Trial(String failure, List<Long> values) {
        public Trial {
            values = List.copyOf(values);
        }

        public boolean succeeded() {
            return failure.isEmpty();
        }
    }

    /**
     * Loads the binding and initialises PAPI.
     *
     * @throws AutoPerfException if this build has no binding for this system, or PAPI does not start
     */
    static Papi open() {
        try {
            Class<?> binding = Class.forName(Papi.class.getPackageName() + ".jni.NativePapi");
            return (Papi) binding.getDeclaredConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw new AutoPerfException(AutoPerfException.Kind.MACHINE, "This build of AutoPerf has no PAPI binding.", e);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof AutoPerfException known) {
                throw known;
            }
            throw new AutoPerfException(
                    AutoPerfException.Kind.MACHINE,
                    "This build of AutoPerf has no PAPI binding that loads here: " + e.getCause().getMessage() + ".",
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
