#!/usr/bin/env bash
# What AutoPerf says of the ten demo programs: each good version against itself and against its bad version, measured apart
# (as against a baseline of an earlier build) and in turn. Prints a table; takes about two minutes a program.
#
#   demo-table.sh [-r RUNS] [-o FOLDER] [KIND...]
#
# Exit code 1 if a regression was missed or named in another region, or a good version was called a regression.
set -euo pipefail
root=$(cd -- "$(dirname -- "$0")/../../.." && pwd)
runs=10
out=
while getopts r:o: option; do
    case $option in
        r) runs=$OPTARG ;;
        o) out=$OPTARG ;;
        *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ -n "$out" ] || out=$(mktemp -d)
mkdir -p "$out"
out=$(cd "$out" && pwd)
make -s -C "$root/src/test/workloads" OUT="$out/programs"
. "$root/src/test/bench/report.sh"
[ $# -gt 0 ] || set -- $(all_kinds)
autoperf=$root/bin/autoperf
wrong=0

overall() { awk -F'"' '/^  "verdict" :/ { print $4; exit }' "$1"; }

run() { "$autoperf" "$@" >>"$out/log.txt" 2>&1 || [ $? -le 2 ]; }

echo "| program | good against good, apart | in turn | bad, apart | in turn | cost | first counter | cause |"
echo "|---|---|---|---|---|---|---|---|"
for kind in "$@"; do
    good=$out/programs/$kind/good
    bad=$out/programs/$kind/bad
    here=$out/$kind
    for side in good again bad; do
        program=$good
        [ $side = bad ] && program=$bad
        run profile --overwrite --overhead-pairs 0 --runs "$runs" -o "$here/$side" -- "$program"
    done
    run train -o "$here/model.json" "$here/good"
    run detect -m "$here/model.json" -o "$here/apart-good" "$here/again"
    run detect -m "$here/model.json" -o "$here/apart-bad" "$here/bad"
    run compare --overwrite --overhead-pairs 0 --runs "$runs" -o "$here/turn-good" --good "$good" --new "$good"
    run compare --overwrite --overhead-pairs 0 --runs "$runs" -o "$here/turn-bad" --good "$good" --new "$bad"
    for same in apart-good turn-good; do
        [ "$(overall "$here/$same/report.json")" != REGRESSION ] || wrong=1
    done
    apart=$(region "$here/apart-bad/report.json" "$(guilty "$kind")")
    turn=$(region "$here/turn-bad/report.json" "$(guilty "$kind")")
    for found in "$apart" "$turn"; do
        [ "${found%%|*}" = REGRESSION ] || wrong=1
    done
    IFS='|' read -r verdict ratio counter cause <<<"$turn"
    echo "| \`$kind\` | $(overall "$here/apart-good/report.json") | $(overall "$here/turn-good/report.json") | ${apart%%|*} | $verdict | $ratio | \`$counter\` | $cause |"
done
exit $wrong
