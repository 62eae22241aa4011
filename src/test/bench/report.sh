# Sourced by the other scripts: the demo programs, and what a report says of them.
kinds=$root/src/test/workloads/kinds.json

all_kinds() { sed -n 's/^ *"name": "\(.*\)",$/\1/p' "$kinds"; }

# The region of a program that holds the defect.
guilty() { sed -n "/\"name\": \"$1\"/,/\"region\"/s/^ *\"region\": \"\(.*\)\",\$/\1/p" "$kinds"; }

# Verdict, cost ratio, first counter and cause of one region, with | between them, from a pretty-printed report.json.
region() {
    awk -v wanted="$2" -F'"' '
        /"region" :/ { current = $4; first = ratio = "" }
        current == wanted && /^ *"verdict" :/ && $4 != "" { verdict = $4 }
        current == wanted && /"costs" :/ { part = "costs" }
        current == wanted && /"counters" :/ { part = "counters" }
        current == wanted && part == "costs" && /"ratio" :/ && ratio == "" { ratio = $3; gsub(/[ :,]/, "", ratio) }
        current == wanted && part == "counters" && /"name" :/ && first == "" { first = $4 }
        current == wanted && /"cause" :/ { printf "%s|%.3f|%s|%s", verdict, ratio, first, $4; exit }' "$1"
}

# The regions that have that verdict.
named() { awk -v wanted="$2" -F'"' '/"region" :/ { r = $4 } /^ *"verdict" :/ && $4 == wanted && r != "" { print r; r = "" }' "$1"; }
