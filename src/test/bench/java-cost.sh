#!/bin/sh
# What the region of a Java method costs, for calls of four lengths: with the agent and without it in turn, in one run; and
# what the agent adds to the start of a JVM. Takes about a minute. Wants what bin/autoperf built.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=$here/../../../cli/target
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
library=$(ls "$target"/classes/io/jenkins/plugins/autoperf/native/linux-"$(uname -m | sed s/aarch64/arm64/)"/libautoperf.so)
javac -d "$work/classes" -cp "$target/classes:$target/lib/*" "$here/JavaCost.java"
options=$(java -cp "$work/classes:$target/classes:$target/lib/*" JavaCost agent "$work/agent" "$here/JavaCost.java")

with() {
    rm -rf "$work/profile" && mkdir "$work/profile"
    JAVA_TOOL_OPTIONS=$options AUTOPERF_LIBRARY=$library AUTOPERF_OUTPUT=$work/profile LD_PRELOAD=$library \
        java -cp "$work/classes" JavaCost "$@" 2>/dev/null
}
now() { date +%s%N; }
for run in 1 2 3 4 5; do
    with measure | sed 's/^/with /'
    java -cp "$work/classes" JavaCost measure | sed 's/^/without /'
    a=$(now); with start; b=$(now); java -cp "$work/classes" JavaCost start; c=$(now)
    echo "with start $(((b - a) / 1000))"
    echo "without start $(((c - b) / 1000))"
done >"$work/figures"
middle() { grep "^$1 $2 " "$work/figures" | cut -d' ' -f3 | sort -n | sed -n 3p; }
printf '%8s %12s %12s %8s %10s\n' steps without with ratio 'ns more'
for steps in 1 1000 10000 100000; do
    echo "$steps $(middle without $steps) $(middle with $steps)" | awk '{ printf "%8d %9.1f ns %9.1f ns %8.3f %10.1f\n", $1, $2, $3, $3 / $2, $3 - $2 }'
done
echo "start of a JVM: $(middle without start) µs without, $(middle with start) µs with the agent"
