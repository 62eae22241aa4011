#!/bin/sh
# bin/verify --emulated-pmu: builds the runtime for arm64, makes the emulated machine and runs the tests that boot it.
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
made=$root/cli/target/emulated-pmu
mkdir -p "$made"
sh "$root/src/test/emulated-pmu/build.sh" "$made"
exec mvn -B -ntp -f "$root/cli/pom.xml" test -Dtest='Emulated*Test' -Dautoperf.emulated="$made"
