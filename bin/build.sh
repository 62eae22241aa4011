# Sourced by the other scripts: where the project is, and a build of the command line when its sources changed.
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
target=$root/cli/target

fail() {
    echo "$*" >&2
    exit 6
}

need() {
    for program in "$@"; do
        command -v "$program" >/dev/null || fail "$program is missing; on Debian 12: apt-get install openjdk-17-jdk-headless maven git gcc make"
    done
}

build() {
    stamp=$target/built
    if [ -e "$stamp" ] && [ -z "$(find "$root/src/main" "$root/cli/pom.xml" -newer "$stamp" -print -quit)" ]; then
        return
    fi
    need java javac mvn gcc make
    mkdir -p "$target"
    echo "Building AutoPerf (the first time about two minutes, with downloads) ..." >&2
    touch "$stamp.new"
    if ! mvn -B -ntp -q -f "$root/cli/pom.xml" -Dmaven.test.skip=true package >"$target/build.log" 2>&1; then
        grep -m 20 ERROR "$target/build.log" >&2
        fail "The build failed; all of its output is in cli/target/build.log"
    fi
    mv "$stamp.new" "$stamp"
}

# Prints a Maven that the plugin's parent accepts: the machine's own, else one from the cache, fetched by its coordinates.
maven() {
    own=$(mvn -v 2>/dev/null | sed -n '1s/^Apache Maven \([0-9.]*\).*/\1/p')
    if [ "$(printf '%s\n' 3.9.6 "$own" | sort -V | head -1)" = 3.9.6 ]; then
        echo mvn
        return
    fi
    release=3.9.11
    cache=${AUTOPERF_CACHE:-$HOME/.cache/autoperf}/maven
    if [ ! -x "$cache/apache-maven-$release/bin/mvn" ]; then
        mkdir -p "$cache"
        # Not in the project's folder, whose pom.xml the old Maven cannot read.
        (cd "$cache" && mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
            -Dartifact="org.apache.maven:apache-maven:$release:zip:bin" -DoutputDirectory="$cache" -DmarkersDirectory="$cache/unpacked") >&2 || return 1
        chmod +x "$cache/apache-maven-$release/bin/mvn"
    fi
    echo "$cache/apache-maven-$release/bin/mvn"
}
