package io.jenkins.plugins.autoperf.papi.jni;

import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;
import org.bytedeco.javacpp.tools.Info;
import org.bytedeco.javacpp.tools.InfoMap;
import org.bytedeco.javacpp.tools.InfoMapper;

/** Tells JavaCPP how to translate {@code papi.h}; the classes it writes belong to this package and are never committed. */
@Properties(
        value = @Platform(value = "linux", include = "papi.h", library = "jniautoperfpapi"),
        target = "io.jenkins.plugins.autoperf.papi.jni",
        global = "io.jenkins.plugins.autoperf.papi.jni.PapiLibrary")
// Not final: the generated class extends it.
public class PapiConfig implements InfoMapper {
    @Override
    public void map(InfoMap infos) {
        // A macro, not a type: without this it becomes a constant named long_long.
        infos.put(new Info("long_long", "u_long_long").cppTypes().define(false));
        // A type of its own for a C string; as the parser would have it, the compiler refuses it.
        infos.put(new Info("PAPI_user_defined_events_file_t")
                .valueTypes("@Cast(\"char*\") BytePointer")
                .pointerTypes("@Cast(\"char**\") PointerPointer"));
    }
}
