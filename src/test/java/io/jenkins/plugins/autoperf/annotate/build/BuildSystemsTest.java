package io.jenkins.plugins.autoperf.annotate.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The same program, in C and C++ and with a library, by each of the build systems. */
@EnabledOnOs(OS.LINUX)
class BuildSystemsTest {
    private static final List<String> REGIONS = List.of(
            "+top(int)", "+area(int)", "+shape::Square::area(int) const", "+lib/half.h:half(int)",
            "-lib/half.h:half(int)", "-shape::Square::area(int) const", "-area(int)", "-top(int)");

    @TempDir
    Path folder;

    private Project project(String... programs) throws IOException {
        return Project.in(folder, programs)
                .changed("lib/half.h", "#pragma once", "static inline int half(int n) { int h = 0; while (n > 1) { n -= 2; h++; } return h; }")
                .changed("lib/square.cc", "#include <half.h>", "namespace shape {", "struct Square { int area(int n) const; };",
                        "int Square::area(int n) const { return half(n * n); }", "}",
                        "extern \"C\" int area(int n) { return shape::Square().area(n); }")
                .changed("src/top.c", "int area(int);", "int top(int n) { return area(n + 1); }")
                .file("src/untouched.c", "int untouched(int n) { while (n > 2) n--; return n; }")
                .file("src/main.c", "int top(int), untouched(int);", "int main(void) { return top(3) == 8 && untouched(9) == 2 ? 0 : 1; }");
    }

    @Test
    void make() throws Exception {
        Project project = project("make", "gcc", "g++").file(
                "Makefile",
                "CXXFLAGS = -O2 -Ilib",
                "p: src/main.o src/top.o src/untouched.o libsquare.a",
                "\t$(CXX) -o $@ $^",
                "libsquare.a: lib/square.o",
                "\tar cr $@ $^");
        AnnotatedBuild build = project.build("make -j2");
        assertThat(project.trace("./p")).isEqualTo(REGIONS);
        assertThat(build.annotated()).extracting(AnnotatedFunction::place)
                .containsExactly("lib/half.h:2", "lib/square.cc:4", "lib/square.cc:6", "src/top.c:2");
    }

    @Test
    void cmakeWithMakefilesAndWithNinja() throws Exception {
        Project project = project("cmake", "make", "ninja", "gcc", "g++").file(
                "CMakeLists.txt",
                "cmake_minimum_required(VERSION 3.10)",
                "project(p C CXX)",
                "add_library(square SHARED lib/square.cc)",
                "target_include_directories(square PRIVATE lib)",
                "add_executable(p src/main.c src/top.c src/untouched.c)",
                "target_link_libraries(p square)");
        project.build("cmake -S . -B out -DCMAKE_BUILD_TYPE=Release && cmake --build out -j2 && cmake -G Ninja -S . -B other && cmake --build other");
        assertThat(project.trace("out/p")).isEqualTo(REGIONS);
        assertThat(project.trace("other/p")).isEqualTo(REGIONS);
    }

    @Test
    void cmakesPrecompiledHeadersStayAsTheyAre() throws Exception {
        Project project = project("cmake", "make", "gcc", "g++").file(
                "CMakeLists.txt",
                "cmake_minimum_required(VERSION 3.16)",
                "project(p C CXX)",
                "add_executable(p src/main.c src/top.c src/untouched.c lib/square.cc)",
                "target_include_directories(p PRIVATE lib)",
                "target_precompile_headers(p PRIVATE <stdlib.h>)");
        project.build("cmake -S . -B out && cmake --build out -j2");
        assertThat(project.trace("out/p")).isEqualTo(REGIONS);
        assertThat(Files.walk(project.tree).filter(f -> f.toString().endsWith(".gch"))).isNotEmpty();
    }

    @Test
    void meson() throws Exception {
        Project project = project("meson", "ninja", "gcc", "g++").file(
                "meson.build",
                "project('p', 'c', 'cpp')",
                "square = static_library('square', 'lib/square.cc', include_directories: 'lib')",
                "executable('p', 'src/main.c', 'src/top.c', 'src/untouched.c', link_with: square)");
        project.build("meson setup out && ninja -C out");
        assertThat(project.trace("out/p")).isEqualTo(REGIONS);
    }

    @Test
    void autotoolsWithLibtool() throws Exception {
        Project project = project("autoreconf", "libtoolize", "make", "gcc", "g++")
                .file("configure.ac", "AC_INIT([p], [1])", "AM_INIT_AUTOMAKE([foreign subdir-objects])", "AC_PROG_CC", "AC_PROG_CXX",
                        "AM_PROG_AR", "LT_INIT", "AC_CONFIG_FILES([Makefile])", "AC_OUTPUT")
                .file("Makefile.am", "AM_CPPFLAGS = -I$(srcdir)/lib", "lib_LTLIBRARIES = libsquare.la", "libsquare_la_SOURCES = lib/square.cc",
                        "bin_PROGRAMS = p", "p_SOURCES = src/main.c src/top.c src/untouched.c", "p_LDADD = libsquare.la");
        project.build("autoreconf -i && mkdir out && cd out && ../configure && make -j2");
        assertThat(project.trace("out/p")).isEqualTo(REGIONS);
    }
}
