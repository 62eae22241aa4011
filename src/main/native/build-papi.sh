#!/bin/sh
# Builds a static, position-independent PAPI and prints the folder that holds its lib/ and include/.
# Debian's libpapi.a is not position-independent, so the sources are built.
#
#   build-papi.sh [TRIPLET]      TRIPLET: empty for this machine, or a cross compiler's prefix such as aarch64-linux-gnu
#
# PAPI_SRC        a PAPI source folder (the one that holds src/papi.h); else the distribution's source package is fetched,
#                 with package lists of our own, so that neither root nor a changed apt configuration is needed
# AUTOPERF_CACHE  where sources and results are kept (default: ~/.cache/autoperf)
set -eu
triplet=${1:-}
presets=$(cd "$(dirname "$0")" && pwd)/neoverse-presets.csv
cache=${AUTOPERF_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/autoperf}
cc=${triplet:+$triplet-}gcc
fail() { echo "build-papi: $*" >&2; exit 1; }
command -v "$cc" >/dev/null || fail "$cc is not on the PATH"
mkdir -p "$cache"
exec 9>"$cache/papi.lock"
flock 9

fetch() {
    command -v apt-get >/dev/null || fail "no apt-get here: set PAPI_SRC to an unpacked PAPI source folder"
    apt=$cache/apt
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/sources.d"
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -e "$file" ] && grep -q debian "$file" && sed 's/^Types:.*/Types: deb-src/' "$file" >"$apt/sources.d/${file##*/}"
    done
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -e "$file" ] && sed -n 's/^deb \(.*debian.*\)/deb-src \1/p' "$file" >"$apt/sources.d/${file##*/}.list"
    done
    options="-qq -o Dir::State::Lists=$apt/lists -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts=$apt/sources.d
             -o Dir::Cache=$apt/cache -o APT::Sandbox::User="
    apt-get $options update || fail "the source package lists cannot be read: set PAPI_SRC to an unpacked PAPI source folder"
    (cd "$apt" && rm -f papi_* && apt-get $options source --download-only papi) || fail "no source package papi: set PAPI_SRC"
    rm -rf "$cache/papi-src.new"
    mkdir "$cache/papi-src.new"
    tar xzf "$apt"/papi_*.orig.tar.gz -C "$cache/papi-src.new" --strip-components=1 --no-same-owner
    rm -rf "$cache/papi-src"
    mv "$cache/papi-src.new" "$cache/papi-src"
}

if [ -n "${PAPI_SRC:-}" ]; then
    source=$PAPI_SRC
else
    source=$cache/papi-src
    [ -e "$source/src/papi.h" ] || fetch >&2
fi
[ -e "$source/src/papi.h" ] || fail "$source holds no src/papi.h"
version=$(sed -n 's/^#define PAPI_VERSION[^(]*(\([0-9]*\),\([0-9]*\),\([0-9]*\).*/\1.\2.\3/p' "$source/src/papi.h")
prefix=$cache/papi-$version-$("$cc" -dumpmachine)-$(cksum <"$presets" | cut -d' ' -f1)
if [ ! -e "$prefix/lib/libpapi.a" ]; then
    echo "building PAPI $version (about 20 s, once)" >&2
    work=$(mktemp -d "$cache/papi-build.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    cp -R "$source/src/." "$work"
    grep -q '^CPU,arm_n1' "$work/papi_events.csv" || cat "$presets" >>"$work/papi_events.csv"
    (
        cd "$work"
        make -s -C libpfm4 lib CC="$cc -fPIC" CONFIG_PFMLIB_SHARED=n DBG= ${triplet:+ARCH=$(echo "$triplet" | sed 's/aarch64.*/arm64/')}
        ./configure ${triplet:+--host=$triplet --with-arch=$(echo "$triplet" | cut -d- -f1) --with-ffsll=yes --with-walltimer=clock_realtime --with-tls=__thread --with-virtualtimer=clock_thread_cputime_id --with-CPU=arm --with-perf-events} \
            CC="$cc -fPIC" --with-components="" --with-static-lib=yes --with-shared-lib=no
        make -s libpapi.a
    ) >"$cache/papi-build.log" 2>&1 || fail "PAPI did not build; see $cache/papi-build.log"
    mkdir -p "$prefix.new/lib" "$prefix.new/include"
    cp "$work/libpapi.a" "$prefix.new/lib"
    cp "$work/libpfm4/lib/libpfm.a" "$prefix.new/lib"
    cp "$work/papi.h" "$work/papiStdEventDefs.h" "$prefix.new/include"
    rm -rf "$prefix"
    mv "$prefix.new" "$prefix"
fi
echo "$prefix"
