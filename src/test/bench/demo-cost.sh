#!/usr/bin/env bash
# What the defect of each demo program costs: runs the good and the bad version in turn and prints the ratio of their
# CPU times (user and system) and wall times: the median, and in brackets the least and the greatest, over all pairs.
#
#   src/test/bench/demo-cost.sh [-n PAIRS] [-o FOLDER] [KIND...]
#
# Ends with 1 if some program's larger median ratio is below 1.3, with 2 if one does not run or good and bad disagree.
set -euo pipefail
export LC_ALL=C

count=7 counted=PAIRS named=KIND
. "$(dirname "$0")/cost-options.sh"
make -s -C "$tests/workloads" OUT="$folder" || exit 2
kinds=("$@")
if [ ${#kinds[@]} -eq 0 ]; then
    for program in "$folder"/*/good; do
        kind=${program%/good}
        kinds+=("${kind##*/}")
    done
fi

# Runs a program; sets times to "cpu wall" in seconds and printed to what it printed.
measure() {
    local TIMEFORMAT='time %U %S %R' output
    if ! output=$({ time "$1"; } 2>&1); then
        printf '%s did not run: %s\n' "$1" "$output" >&2
        exit 2
    fi
    times=$(awk '$1 == "time" { print $2 + $3, $4 }' <<<"$output")
    printed=$(grep -v '^time ' <<<"$output")
}

summary='
function median(values, n,    i, j, v) {
    for (i = 2; i <= n; i++) {
        v = values[i]
        for (j = i - 1; j >= 1 && values[j] > v; j--) values[j + 1] = values[j]
        values[j + 1] = v
    }
    return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2
}
{ goodcpu[NR] = $1; goodwall[NR] = $2; cpu[NR] = $3 / $1; wall[NR] = $4 / $2 }
END {
    c = median(cpu, NR); w = median(wall, NR)
    printf "%-14s  %6.2f (%.2f-%.2f)%*s  %6.2f (%.2f-%.2f)%*s  %6.2f s  %6.2f s%s\n", kind,
        c, cpu[1], cpu[NR], 13 - length(sprintf("(%.2f-%.2f)", cpu[1], cpu[NR])), "",
        w, wall[1], wall[NR], 13 - length(sprintf("(%.2f-%.2f)", wall[1], wall[NR])), "",
        median(goodcpu, NR), median(goodwall, NR), (c > w ? c : w) < 1.3 ? "  below 1.3" : ""
    exit (c > w ? c : w) < 1.3
}'

printf '%-14s  %-20s  %-20s  %-8s  %s\n' program 'CPU, bad / good' 'wall, bad / good' 'good CPU' 'good wall'
failed=0
for kind in "${kinds[@]}"; do
    lines=
    for ((pair = 0; pair < count; pair++)); do
        measure "$folder/$kind/good"
        good_times=$times good_printed=$printed
        measure "$folder/$kind/bad"
        if [ "$good_printed" != "$printed" ]; then
            echo "$kind: good printed '$good_printed', bad '$printed'" >&2
            exit 2
        fi
        lines+="$good_times $times"$'\n'
    done
    printf %s "$lines" | awk -v kind="$kind" "$summary" || failed=1
done
exit $failed
