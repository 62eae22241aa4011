#!/usr/bin/env bash
# What is named as the cause in the demo programs, good against bad, in turn, where the kernel's counters have simulated ones
# beside (--counters auto on a machine without hardware counters). Prints a table; takes about half a minute a program.
#
#   telemetry.sh [KIND...]
#
# Exit code 1 if a regression was missed, or found in another region only. For simulated counters alone see simulated.sh.
set -euo pipefail
root=$(cd -- "$(dirname -- "$0")/../../.." && pwd)
. "$root/src/test/bench/report.sh"
out=${OUT:-$(mktemp -d)}
mkdir -p "$out"
make -s -C "$root/src/test/workloads" OUT="$out/programs"
[ $# -gt 0 ] || set -- $(all_kinds)
wrong=0

echo "| program | region | verdict | cost | cause named | simulated run, slower than native |"
echo "|---|---|---|---|---|---|"
for kind in "$@"; do
    "$root/bin/autoperf" compare --overwrite --overhead-pairs 0 --no-confirm -o "$out/$kind" \
        --good "$out/programs/$kind/good" --new "$out/programs/$kind/bad" >>"$out/log.txt" 2>"$out/messages.txt" || [ $? -le 2 ]
    IFS='|' read -r verdict ratio _ cause <<<"$(region "$out/$kind/report.json" "$(guilty "$kind")")"
    slower=$(sed -n 's/.* s, \([0-9.]*\) times as long as a native one.*/\1/p' "$out/messages.txt" | sort -n | tail -1)
    [ "$verdict" = REGRESSION ] || wrong=1
    echo "| \`$kind\` | $(guilty "$kind") | ${verdict,,} | $ratio × | $cause | $slower × |"
done
exit $wrong
