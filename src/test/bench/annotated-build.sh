#!/bin/sh
# What annotating costs a build, and whether the project's own tests still pass.
#
#   annotated-build.sh NAME CLONE COMMIT BUILD TEST
#
# CLONE is a git clone of the project; the change is from COMMIT to its files as they are. BUILD and TEST are shell lines for a
# fresh checkout. Prints one line: seconds of CPU of the plain and the annotated build, functions touched and annotated, files that
# compile only without annotations, and the exit code of TEST in the annotated build. Not part of the tests; run by hand.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd)
name=$1 clone=$2 commit=$3 build=$4 test=$5
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
seconds() { awk '/^(user|sys)/ { sum += $2 } END { print sum }' "$1"; }

git clone -q "$clone" "$folder/plain"
(cd "$folder/plain" && { time -p sh -c "$build"; } >"$folder/plain.log" 2>"$folder/plain.time") || { tail -5 "$folder/plain.log" "$folder/plain.time"; exit 1; }

# AutoPerf runs the line again where it takes annotations out; all runs count.
line="{ time -p sh -c '$build'; } >>$folder/annotated.log 2>>$folder/annotated.time && { sh -c '$test' >$folder/test.log 2>&1; echo \$? >$folder/test; }"
${AUTOPERF:-"$here/bin/autoperf"} annotate --since "$commit" --build "$line" "$clone" >"$folder/list" 2>"$folder/errors" || { cat "$folder/errors"; exit 1; }
lines=$(git -C "$clone" ls-files -z '*.c' '*.cc' '*.cpp' '*.h' '*.hpp' | (cd "$clone" && xargs -0 cat) | wc -l)
changed=$(git -C "$clone" diff --shortstat "$commit" -- '*.c' '*.cc' '*.cpp' '*.h' '*.hpp')
echo "$name: $lines lines;$changed; build $(seconds "$folder/plain.time") s, annotated $(seconds "$folder/annotated.time") s;" \
    "$(head -1 "$folder/list") $(grep -c 'compiles only without' "$folder/list" || true) files refused; tests exit $(cat "$folder/test")"
[ -z "${KEEP:-}" ] || { mkdir -p "$KEEP/$name" && cp "$folder"/list "$folder"/*.log "$folder"/*.time "$KEEP/$name"; }
