#!/usr/bin/env bash
# The JMH benchmarks: training, scoring, reading of profiles. Takes a few minutes; arguments go to JMH, such as a name.
set -euo pipefail
root=$(cd -- "$(dirname -- "$0")/../../.." && pwd)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
mvn -B -ntp -q -f "$root/cli/pom.xml" -DskipTests test-compile dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile="$root/cli/target/test-classpath" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
exec java -cp "$root/cli/target/test-classes:$root/cli/target/classes:$(cat "$root/cli/target/test-classpath")" \
    org.openjdk.jmh.Main "$@"
