#!/bin/sh
# What a region's execution costs, beside the bare system calls it needs; and what 10,000 executions a second cost a
# program. Takes about a minute and a half.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
native=$here/../../main/native
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make -s -C "$native" install OUT="$work/natives"
library=$(ls "$work"/natives/linux-"$(uname -m | sed s/aarch64/arm64/)"/libautoperf.so)
gcc -O2 -D_GNU_SOURCE -Wall -Wextra -I "$native" -o "$work/pair-cost" "$here/pair-cost.c"

# measured SETTINGS... -- ARGUMENTS: the program under the runtime
measured() {
    rm -rf "$work/profile" && mkdir "$work/profile"
    settings=
    while [ "$1" != -- ]; do settings="$settings $1"; shift; done
    shift
    env $settings AUTOPERF_OUTPUT="$work/profile" LD_PRELOAD="$library" "$work/pair-cost" "$@"
}

echo "8 software counters: $(measured AUTOPERF_SAMPLES=100000000 -- software)"
events=perf::TASK-CLOCK,perf::CPU-CLOCK,perf::PAGE-FAULTS:u=1:k=1,perf::CONTEXT-SWITCHES:u=1:k=1
events=$events,perf::CPU-MIGRATIONS:u=1:k=1,perf::MINOR-FAULTS:u=1:k=1,perf::MAJOR-FAULTS:u=1:k=1,perf::CGROUP-SWITCHES:u=1:k=1
if result=$(measured AUTOPERF_SAMPLES=100000000 AUTOPERF_SOFTWARE=0 AUTOPERF_EVENTS="$events" -- events); then
    counted=$(grep -ao '"name": "perf::' "$work"/profile/*.aprof | wc -l)
    echo "$counted perf events:       $result"
else
    echo "perf events:         cannot be opened here"
fi
echo "not sampled:         $(measured AUTOPERF_SAMPLES=64 -- pair)"
echo "preloaded, off:      $(LD_PRELOAD="$library" "$work/pair-cost" pair)"
echo "unprofiled:          $("$work/pair-cost" pair)"

executions=20000
for run in 1 2 3 4 5 6 7 8 9 10 11; do
    without=$("$work/pair-cost" workload $executions)
    with=$(measured -- workload $executions)
    again=$("$work/pair-cost" workload $executions)
    echo "$without $with $again"
done >"$work/runs"
# Medians over the runs; the same program without the runtime, twice, shows the noise.
middle() { awk -v n=$executions "{ printf \"%.2f\\n\", $1 }" "$work/runs" | sort -n | sed -n 6p; }
echo "workload:            slowed by $(middle '100 * (2 * $2 / ($1 + $3) - 1)') %, at $(middle 'n / $1') executions a second"
echo "                     against itself $(middle '100 * ($3 / $1 - 1)') %"
