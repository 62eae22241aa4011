#!/bin/sh
# The JavaCPP binding of papi.h, in two steps around the compilation of the Java sources. A step whose result is there and
# whose origins have not changed does nothing.
#
#   papi-binding.sh parse CLASSPATH GENERATED    writes the Java sources of the binding below the folder GENERATED
#   papi-binding.sh build CLASSPATH CLASSES      compiles the JNI library, with PAPI inside, into the folder CLASSES
#
# CLASSPATH       JavaCPP and, for build, the compiled classes
# JAVA_HOME       the JDK; PAPI_SRC and AUTOPERF_CACHE as in build-papi.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
step=$1 classpath=$2 out=$3
package=io/jenkins/plugins/autoperf/papi/jni
name=io.jenkins.plugins.autoperf.papi.jni
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
papi=$(sh "$here/build-papi.sh")
log=$(mktemp)
trap 'rm -rf "$log" "$log.d" "$out/jnijavacpp.cpp" "$out/$package/jniautoperfpapi.cpp"' EXIT
javacpp() {
    "${bin}java" -cp "$classpath" org.bytedeco.javacpp.tools.Builder -Dplatform.includepath="$papi/include" "$@" >"$log" 2>&1 ||
        { cat "$log" >&2; echo "papi-binding: JavaCPP failed in step $step" >&2; exit 1; }
}
# Whether the file $1 is there and no older than any of the others.
current() {
    result=$1
    shift
    [ -e "$result" ] || return 1
    for origin; do
        [ "$result" -nt "$origin" ] || return 1
    done
}

case $step in
parse)
    config=$here/../java/$package/PapiConfig.java
    current "$out/$package/PapiLibrary.java" "$config" "$papi/include/papi.h" "$0" && exit 0
    mkdir "$log.d"
    "${bin}javac" --release 17 -cp "$classpath" -d "$log.d" "$config"
    rm -rf "${out:?}/$package"
    mkdir -p "$out"
    classpath=$log.d:$classpath
    javacpp -classpath "$log.d" -d "$out" -nogenerate "$name.PapiConfig"
    # JavaCPP's Pointer is used raw all over the generated classes.
    sed -i 's/^public class /@SuppressWarnings({"rawtypes", "unchecked"})\n&/' "$out/$package"/*.java
    ;;
build)
    generated=$out/$package/PapiLibrary.class
    case $(uname -m) in
    x86_64) platform=linux-x86_64 ;;
    aarch64) platform=linux-arm64 ;;
    *) echo "papi-binding: no PAPI binding for $(uname -m); AutoPerf will use the built-in software counters"; exit 0 ;;
    esac
    command -v g++ >/dev/null ||
        { echo "papi-binding: no g++ here, so no PAPI binding; AutoPerf will use the built-in software counters"; exit 0; }
    library=$out/$package/$platform/libjniautoperfpapi.so
    # Maven rewrites the class files whenever it compiles; what they come from says more than their age.
    made=$out/../papi-binding.sum
    sum=$(cat "$papi/include/papi.h" "$here/../java/$package/PapiConfig.java" "$0" "$papi/lib/libpapi.a" | cksum)
    [ -e "$library" ] && [ -e "$generated" ] && [ "$(cat "$made" 2>/dev/null)" = "$sum" ] && exit 0
    javacpp -classpath "$out" \
        -Xcompiler -O1 -Xcompiler "$papi/lib/libpapi.a" -Xcompiler "$papi/lib/libpfm.a" -Xcompiler -Wl,--exclude-libs,ALL \
        -Xcompiler -static-libstdc++ -Xcompiler -static-libgcc "$name.*"
    echo "$sum" >"$made"
    ;;
*)
    echo "papi-binding: no step $step" >&2
    exit 2
    ;;
esac
