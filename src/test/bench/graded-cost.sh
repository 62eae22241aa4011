#!/usr/bin/env bash
# What the graded programs' defects really cost: runs all effects of a program in turn and prints by how much the CPU time
# of its guilty region exceeds that without the defect, in percent: median over all rounds with its 95 % interval.
#
#   src/test/bench/graded-cost.sh [-n ROUNDS] [-o FOLDER] [PROGRAM...]
#
# Ends with 2 if a program does not run or its checksum depends on the effect.
set -euo pipefail
export LC_ALL=C

count=25 counted=ROUNDS named=PROGRAM
. "$(dirname "$0")/cost-options.sh"
make -s -C "$tests/workloads" graded OUT="$folder" || exit 2
gcc -O2 -shared -fPIC -pthread -o "$folder/region-cost.so" "$tests/bench/region-cost.c" || exit 2

# Program, its guilty region and its effects, one line each.
programs=$(tr -d '" ' <"$tests/corpus/programs.json" | awk -F '[][,:{}]+' '
    /good:/ { program = $3 }
    /--effect/ {
        for (i = 1; i < NF; i++) {
            if ($i == "guilty") region = $(i + 1)
            if ($i == "--effect") effect = $(i + 1)
        }
        if (effect ~ /^(5|10|20|50|100|shape)$/ && !index(list[program] " ", " " effect " ")) list[program] = list[program] " " effect
        guilty[program] = region
    }
    END { for (program in guilty) print program, guilty[program], "0" list[program] }' | sort)

measure='
function median(values, n) { return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2 }
function sort(values, n,    i, j, v) {
    for (i = 2; i <= n; i++) {
        v = values[i]
        for (j = i - 1; j >= 1 && values[j] > v; j--) values[j + 1] = values[j]
        values[j + 1] = v
    }
}
{
    if ($1 != round) { round = $1; rounds++; base = 0; bases = 0 }
    cost[rounds, $2, ++seen[rounds, $2]] = $3
    count[$2]++
    all += $4; part += $3
}
END {
    printf "%-14s", program
    for (e = 2; e <= split(effects, effect, " "); e++) {
        n = 0
        for (r = 1; r <= rounds; r++)
            values[++n] = (2 * cost[r, effect[e], 1] / (cost[r, "0", 1] + cost[r, "0", 2]) - 1) * 100
        sort(values, n)
        half = 0.98 * sqrt(n)
        low = int((n + 1) / 2 - half + 0.5); high = int((n + 1) / 2 + half + 0.5)
        if (low < 1) low = 1
        if (high > n) high = n
        printf "  %6.1f (%.1f to %.1f)", median(values, n), values[low], values[high]
    }
    printf "  %4.1f ms  %3.0f %%\n", cost[1, "0", 1] / 1e6, part / all * 100
}'

echo 'program, effects in percent asked for: 5 10 20 50 100 shape; guilty region in a run, its share of the run'
while read -r program region effects; do
    if [ $# -gt 0 ] && [[ " $* " != *" $program "* ]]; then
        continue
    fi
    lines= sum=
    for ((round = 1; round <= count; round++)); do
        # Without the defect at both ends, so that a slow drift of the machine falls out.
        for effect in $effects 0; do
            output=$(LD_PRELOAD=$folder/region-cost.so "$folder/graded/$program" --effect "$effect" 2>&1) ||
                { printf '%s --effect %s did not run: %s\n' "$program" "$effect" "$output" >&2; exit 2; }
            printed=${output%%$'\n'*}
            [ "${sum:=$printed}" = "$printed" ] ||
                { printf '%s --effect %s: %s instead of %s\n' "$program" "$effect" "$printed" "$sum" >&2; exit 2; }
            lines+="$round $effect $(awk -v region="$region" 'NR > 1 { all += $3 } $1 == region { own = $3 } END { print own, all }' \
                <<<"$output")"$'\n'
        done
    done
    printf %s "$lines" | awk -v program="$program" -v effects="$effects" "$measure"
done <<<"$programs"
