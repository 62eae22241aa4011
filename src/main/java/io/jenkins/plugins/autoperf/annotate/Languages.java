package io.jenkins.plugins.autoperf.annotate;

import java.nio.file.Path;
import java.util.Set;

/** C and C++ by the endings of files, as compilers go by them. */
final class Languages {
    private static final Set<String> C = Set.of("c", "i");
    private static final Set<String> CXX = Set.of("cc", "cpp", "cxx", "c++", "C", "cp", "CPP", "ii", "cppm", "ixx");
    private static final Set<String> INCLUDED =
            Set.of("h", "hh", "hpp", "hxx", "h++", "H", "inc", "inl", "ipp", "tpp", "tcc", "ixx", "def", "x", "tbl", "icc", "txx");

    private Languages() {}

    /** Whether a compiler is started with such a file, rather than that another includes it. */
    static boolean isUnit(Path file) {
        return C.contains(ending(file)) || isCxx(file);
    }

    static boolean isCxx(Path file) {
        return CXX.contains(ending(file));
    }

    static boolean isSource(Path file) {
        return isUnit(file) || INCLUDED.contains(ending(file));
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
