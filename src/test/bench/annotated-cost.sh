#!/bin/bash
# What annotations cost a program: its CPU time over that of the plain build, in turn, on a quiet machine.
#
#   annotated-cost.sh PLAIN ANNOTATED LINE [ROUNDS]
#
# PLAIN and ANNOTATED are two builds of the program, LINE is a shell line that runs "$PROGRAM", which is the one or the other. Where
# the time of all of LINE is not what is meant, it writes the seconds into "$CPU" itself. Each round runs the plain build, the
# annotated one, the annotated one under the runtime with its software counters, and the plain one again, for the noise.
set -eu
native=$(cd "$(dirname "$0")/../../main/native" && pwd)
plain=$1 annotated=$2 line=$3 rounds=${4:-11}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make -s -C "$native" install OUT="$work/natives"
library=$(ls "$work"/natives/linux-"$(uname -m | sed s/aarch64/arm64/)"/libautoperf.so)
export CPU=$work/cpu
TIMEFORMAT='%U %S'

# seconds PROGRAM [VARIABLES...]
seconds() {
    program=$1
    shift
    rm -f "$CPU"
    spent=$({ time env "$@" PROGRAM="$program" sh -c "$line" >"$work/stdout" 2>"$work/stderr"; } 2>&1) || { cat "$work/stderr" >&2; exit 1; }
    if [ -e "$CPU" ]; then cat "$CPU"; else echo "$spent" | awk '{ print $1 + $2 }'; fi
}

for ((round = 0; round < rounds; round++)); do
    rm -rf "$work/profile" && mkdir "$work/profile"
    one=$(seconds "$plain" NOTHING=)
    two=$(seconds "$annotated" NOTHING=)
    three=$(seconds "$annotated" AUTOPERF_OUTPUT="$work/profile" LD_PRELOAD="$library")
    echo "$one $two $three $(seconds "$plain" NOTHING=)"
done >"$work/rounds"

# ratios TEXT FORMULA: median, lowest and highest
ratios() {
    awk "{ printf \"%.3f\\n\", $2 }" "$work/rounds" | sort -n >"$work/ratios"
    echo "$1 $(sed -n "$((rounds / 2 + 1))p" "$work/ratios") ($(head -1 "$work/ratios") to $(tail -1 "$work/ratios"))"
}
echo "plain: $(awk '{ print $1 }' "$work/rounds" | sort -n | sed -n "$((rounds / 2 + 1))p") s"
ratios "not measured:" '2 * $2 / ($1 + $4)'
ratios "measured:    " '2 * $3 / ($1 + $4)'
ratios "plain again: " '$4 / $1'
[ -z "${KEEP:-}" ] || { mkdir -p "$KEEP" && cp -r "$work/rounds" "$work/profile" "$KEEP"; }
