package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Properties;

/**
 * Where a JVM enters the agent. Alone in the agent's jar, and the one class of it that the program could see. Written for Java 8,
 * whatever it was compiled for: a JVM that is too old for the rest is to be told so, not to be ended.
 */
public final class Premain {
    private static final double OLDEST_JAVA = 17;

    private Premain() {}

    /**
     * Never fails.
     *
     * @param settings path of a properties file, see {@code JavaAgent}
     */
    public static void premain(String settings, Instrumentation instrumentation) {
        String library = System.getenv("AUTOPERF_LIBRARY");
        if (library == null || library.isEmpty()) {
            return; // this run is not measured
        }
        Properties properties = new Properties();
        try {
            try (InputStream in = new FileInputStream(settings)) {
                properties.load(in);
            }
            String version = System.getProperty("java.specification.version");
            if (Double.parseDouble(version) < OLDEST_JAVA) {
                tell(properties, "Java ".concat(version).concat(" is too old: methods are annotated from Java 17 on"));
                return;
            }
            String[] paths = properties.getProperty("classpath").split(File.pathSeparator);
            URL[] urls = new URL[paths.length];
            for (int i = 0; i < paths.length; i++) {
                urls[i] = new File(paths[i]).toURI().toURL();
            }
            ClassLoader platform = ClassLoader.getSystemClassLoader().getParent();
            Class<?> agent = Class.forName(properties.getProperty("agent"), true, new URLClassLoader(urls, platform));
            agent.getMethod("start", Instrumentation.class, Properties.class).invoke(null, instrumentation, properties);
        } catch (Throwable e) { // whatever it is, it is not the program's concern
            tell(properties, String.valueOf(e.getCause() == null ? e : e.getCause()));
        }
    }

    private static void tell(Properties properties, String what) {
        if (properties.getProperty("log") == null) {
            return; // the settings could not be read, and the working folder is the program's
        }
        String text = what.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
        String line = "{\"outcome\":\"failed\",\"reason\":\"".concat(text).concat("\"}\n");
        try (OutputStream out = new FileOutputStream(new File(properties.getProperty("log"), "agent.jsonl"), true)) {
            out.write(line.getBytes("UTF-8"));
        } catch (Throwable e) {
            // There is nobody else to tell.
        }
    }
}
