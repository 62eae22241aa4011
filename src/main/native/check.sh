#!/bin/sh
# Proves what a built platform promises: glibc alone, of version 2.17 or older, and no symbol but the interface's.
#
#   check.sh FOLDER      holds libautoperf.so and autoperf-canary
set -eu
folder=$1
failed=0
problem() { echo "check: $*" >&2; failed=1; }

for file in libautoperf.so autoperf-canary; do
    needed=$(readelf -d "$folder/$file" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | tr '\n' ' ')
    for library in $needed; do
        case $library in
            libc.so.6 | ld-linux*) ;;
            *) problem "$file needs $library" ;;
        esac
    done
    newest=$(readelf -V "$folder/$file" | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -1)
    [ "$(printf 'GLIBC_2.17\n%s\n' "$newest" | sort -V | tail -1)" = GLIBC_2.17 ] || problem "$file needs $newest"
    echo "$file: needs ${needed}up to $newest"
done

exported=$(nm -D --defined-only "$folder/libautoperf.so" | awk '$2 != "A" && $3 !~ /^Java_io_jenkins_plugins_autoperf_/ { sub(/@.*/, "", $3); print $3 }' |
    sort | tr '\n' ' ')
wanted="PAPI_hl_region_begin PAPI_hl_region_end autoperf_v1_begin autoperf_v1_end autoperf_v1_work "
[ "$exported" = "$wanted" ] || problem "libautoperf.so exports $exported"
echo "libautoperf.so: exports $exported"
exit $failed
