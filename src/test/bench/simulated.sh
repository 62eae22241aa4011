#!/usr/bin/env bash
# What simulated counters find in the demo programs, how long it takes, and whether they raise false alarms.
#
#   simulated.sh suite [KIND...]        good against bad, one run each and a second measurement of suspects; one thread.
#                                       Prints a table and the time that all of it took. Exit code 1 if a defect in what the
#                                       processor does was missed, found in another region, or another cause was named.
#   simulated.sh same FIRST LAST        pairs FIRST to LAST of 100: a good version against a copy of itself, one run each. Pair p
#                                       is program p mod 10 with the seed p, the copy under a longer path. Exit code 1 if a
#                                       pair was called anything but unchanged.
set -euo pipefail
export LC_ALL=C
root=$(cd -- "$(dirname -- "$0")/../../.." && pwd)
. "$root/src/test/bench/report.sh"
autoperf=$root/bin/autoperf
out=${OUT:-$(mktemp -d)}
mkdir -p "$out"
make -s -C "$root/src/test/workloads" OUT="$out/programs"
all=$(all_kinds)

# The cause that the simulated processor must name; the others' defects are waiting, contention and the kernel's work.
cause_of() {
    case $1 in
        branches) echo "more mispredicted branches" ;;
        syscalls) echo "more system calls" ;;
        lookup | vectorisation) echo "more instructions" ;;
        loop-order) echo "more misses in the first cache (L1)" ;;
    esac
}

compare() {
    "$autoperf" compare --overwrite --counters simulated --warm-up 0 -o "$@" 2>"$out/messages.txt" >>"$out/log.txt" || [ $? -le 2 ]
}

suite() {
    local wrong=0 start=$SECONDS kind begun found verdict ratio cause wanted slower others
    echo "| program | region | verdict | cost | cause named | slower than native | whole comparison |"
    echo "|---|---|---|---|---|---|---|"
    for kind in "$@"; do
        begun=$SECONDS
        compare "$out/suite-$kind" --good "$out/programs/$kind/good --threads 1" --new "$out/programs/$kind/bad --threads 1"
        slower=$(sed -n 's/.* took \([0-9.]*\) times as long as the program itself.*/\1/p' "$out/messages.txt" | sort -n | tail -1)
        found=$(region "$out/suite-$kind/report.json" "$(guilty "$kind")")
        IFS='|' read -r verdict ratio _ cause <<<"$found"
        echo "| \`$kind\` | $(guilty "$kind") | ${verdict,,} | $ratio × | $cause | $slower × | $((SECONDS - begun)) s |"
        wanted=$(cause_of "$kind")
        others=$(named "$out/suite-$kind/report.json" REGRESSION | grep -vx "$(guilty "$kind")" || true)
        if [ -n "$others" ] || { [ -n "$wanted" ] && { [ "$verdict" != REGRESSION ] || [ "$cause" != "$wanted" ]; }; }; then
            echo "wrong: $kind ${others:+(also $others)}" >&2
            wrong=1
        fi
    done
    echo
    echo "All of it: $((SECONDS - start)) s."
    return $wrong
}

same() {
    local wrong=0 pair kind copy list
    list=($all)
    for ((pair = $1; pair <= $2; pair++)); do
        kind=${list[pair % ${#list[@]}]}
        copy=$out/programs/$kind/a-copy-of-the-good-version-under-a-longer-path
        mkdir -p "$copy"
        cp "$out/programs/$kind/good" "$copy/good"
        compare "$out/same" --no-confirm --overhead-pairs 0 --good "$out/programs/$kind/good --threads 1 --size 24 --seed $pair" \
            --new "$copy/good --threads 1 --size 24 --seed $pair"
        if named "$out/same/report.json" UNCHANGED | wc -l | grep -qx 3; then
            echo "pair $pair, $kind: unchanged"
        else
            echo "pair $pair, $kind: CALLED"
            wrong=1
        fi
    done
    return $wrong
}

case ${1:-} in
    suite)
        shift
        [ $# -gt 0 ] || set -- $all
        suite "$@"
        ;;
    same)
        same "$2" "$3"
        ;;
    *)
        sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
esac
