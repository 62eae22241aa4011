#!/usr/bin/env bash
# What each telemetry names as the cause in the demo programs, good against bad, in turn: the kernel's counters alone, and with
# the simulated ones beside. Prints a table; takes about a minute a program.
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

echo "| program | region | software | | software and simulated | |"
echo "|---|---|---|---|---|---|"
for kind in "$@"; do
    row="| \`$kind\` | $(guilty "$kind") |"
    for counters in software auto; do
        "$root/bin/autoperf" compare --overwrite --overhead-pairs 0 --no-confirm --counters $counters -o "$out/$kind-$counters" \
            --good "$out/programs/$kind/good" --new "$out/programs/$kind/bad" >>"$out/log.txt" 2>&1 || [ $? -le 2 ]
        IFS='|' read -r verdict ratio _ cause <<<"$(region "$out/$kind-$counters/report.json" "$(guilty "$kind")")"
        [ "$verdict" = REGRESSION ] || wrong=1
        row="$row ${verdict,,}, $ratio × | $cause |"
    done
    echo "$row"
done
exit $wrong
