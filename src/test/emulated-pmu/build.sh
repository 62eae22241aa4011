#!/bin/sh
# Makes what the emulated machine boots: OUT/kernel, Debian's for arm64, and OUT/initrd with the region runtime, the
# static PAPI in a probe, and the test programs.
#
#   build.sh OUT
#
# The kernel and busybox are fetched once into AUTOPERF_CACHE (default: ~/.cache/autoperf), with package lists of our own:
# neither root nor a changed apt configuration is needed.
set -eu
out=$1
here=$(cd "$(dirname "$0")" && pwd)
native=$here/../../main/native
cache=${AUTOPERF_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/autoperf}/emulated-pmu
fail() { echo "emulated-pmu: $*" >&2; exit 6; }

triplet=aarch64-linux-gnu-
[ "$(uname -m)" != aarch64 ] || triplet=
for tool in qemu-system-aarch64 ${triplet}gcc cpio gzip apt-get dpkg-deb; do
    command -v $tool >/dev/null ||
        fail "$tool is missing. The emulated machine needs: apt-get install qemu-system-arm gcc-aarch64-linux-gnu libc6-dev-arm64-cross cpio (Debian)."
done

fetch() {
    apt=$cache/apt
    rm -rf "$apt"
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/sources.d" "$apt/packages"
    for file in /etc/apt/sources.list.d/*.sources; do
        [ ! -e "$file" ] || ! grep -q debian "$file" || sed '/^Architectures:/d' "$file" >"$apt/sources.d/${file##*/}"
    done
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ ! -e "$file" ] || sed -n '/^deb .*debian/p' "$file" >"$apt/sources.d/${file##*/}.list"
    done
    : >"$apt/status"
    set -- -qq -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o "Dir::State::Lists=$apt/lists" \
        -o "Dir::State::Status=$apt/status" -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$apt/sources.d" \
        -o "Dir::Cache=$apt/cache" -o APT::Sandbox::User=
    apt-get "$@" update || fail "Debian's package lists for arm64 cannot be read: this needs Debian and a way to its mirror."
    image=$(apt-cache "$@" depends linux-image-arm64 | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -1)
    (cd "$apt/packages" && apt-get "$@" download "$image" busybox-static) ||
        fail "The packages linux-image-arm64 and busybox-static for arm64 cannot be fetched."
    for package in "$apt"/packages/*.deb; do
        dpkg-deb --fsys-tarfile "$package" | tar x -C "$apt" --wildcards ./bin/busybox './boot/vmlinuz*' 2>/dev/null || true
    done
    [ -e "$apt/bin/busybox" ] && mv "$apt"/boot/vmlinuz* "$cache/kernel.new" || fail "The packages hold no kernel or no busybox."
    mv "$apt/bin/busybox" "$cache/busybox"
    mv "$cache/kernel.new" "$cache/kernel"
    rm -rf "$apt"
}
[ -e "$cache/kernel" ] || { echo "Fetching Debian's kernel for arm64 (60 MB, once) ..." >&2; fetch >&2; }

make -s -C "$native" install OUT="$out/runtime"
papi=$(sh "$native/build-papi.sh" ${triplet%-})
rm -rf "$out/root"
mkdir -p "$out/root/bin" "$out/root/lib"
compile() { "${triplet}gcc" -std=gnu11 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror "$@"; }
compile -static -isystem "$papi/include" -o "$out/root/bin/probe" "$here/probe.c" "$papi/lib/libpapi.a" "$papi/lib/libpfm.a"
compile -pthread -I "$native" -o "$out/root/bin/counted" "$here/counted.c"
cp "$here/init" "$out/root"
cp "$cache/busybox" "$out/root/bin"
cp "$out/runtime/linux-arm64/libautoperf.so" "$out/root/lib"
for library in ld-linux-aarch64.so.1 libc.so.6; do
    cp -L "$("${triplet}gcc" -print-file-name=$library)" "$out/root/lib"
done
cp "$cache/kernel" "$out/kernel"
(cd "$out/root" && find . | LC_ALL=C sort | cpio -o -H newc -R 0:0 --quiet | gzip -1) >"$out/initrd"
