#!/bin/sh
# Proves what a built platform promises: a runtime that needs glibc alone, of version 2.17 or older, and shows no symbol
# but the interface's; a canary that needs nothing; a reader of syntax trees that needs glibc alone.
#
#   check.sh FOLDER      holds the installed files
set -eu
folder=$1
failed=0
problem() { echo "check: $*" >&2; failed=1; }

for library in libautoperf.so libautoperf-shadow.so; do
    needed=$(readelf -d "$folder/$library" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | tr '\n' ' ')
    for name in $needed; do
        case $name in
            libc.so.6 | ld-linux*) ;;
            *) problem "$library needs $name" ;;
        esac
    done
    newest=$(readelf -V "$folder/$library" | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -1)
    [ "$(printf 'GLIBC_2.17\n%s\n' "$newest" | sort -V | tail -1)" = GLIBC_2.17 ] || problem "$library needs $newest"
    echo "$library: needs ${needed}up to $newest"
done
for program in autoperf-canary autoperf-compiler; do
    ! readelf -d "$folder/$program" | grep -q NEEDED || problem "$program is not static"
done
for name in $(readelf -d "$folder/autoperf-syntax" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'); do
    case $name in
        libc.so.6 | libdl.so.2 | ld-linux*) ;;
        *) problem "autoperf-syntax needs $name" ;;
    esac
done

exported=$(nm -D --defined-only "$folder/libautoperf.so" | awk '$2 != "A" && $3 !~ /^Java_io_jenkins_plugins_autoperf_/ { sub(/@.*/, "", $3); print $3 }' |
    sort | tr '\n' ' ')
wanted="PAPI_hl_region_begin PAPI_hl_region_end autoperf_v1_begin autoperf_v1_end autoperf_v1_work "
[ "$exported" = "$wanted" ] || problem "libautoperf.so exports $exported"
echo "libautoperf.so: exports $exported"
exit $failed
