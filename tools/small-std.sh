#!/usr/bin/env bash
# Builds the standard library for wasm32 anew, small rather than fast, and prints the options with
# which rustc uses it.
#
#   small-std.sh FOLDER
#
# The library that comes with a compiler is compiled for speed and writes a sentence for every
# panic; this one traps at once, and takes 20 kB (brotli) off a first visit. It needs its sources
# and unstable options of Rust 1.92. One for each compiler is kept in FOLDER. Prints an empty line,
# and says so, where it cannot be built: the page is then built with the library that the compiler
# came with, and is as much larger.
set -euo pipefail

readonly TARGET=wasm32-unknown-unknown

say() { echo "small-std: $*" >&2; }

without() {
  say "$*; the page is built with the usual standard library and will be about 20 kB larger"
  echo
  exit
}

version=$(rustc -vV)
host=$(sed -n 's/^host: //p' <<<"$version")
# Another compiler or another way of building it is another library.
sysroot=$1/$({ echo "$version"; cat "$0"; } | cksum | cut -d ' ' -f 1)
own=$(rustc --print sysroot)

# Cargo splits the options that name it at spaces.
case $sysroot in *' '*) without "the path $sysroot holds a space" ;; esac

if ! [ -d "$sysroot" ]; then
  if ! [ -f "$own/lib/rustlib/src/rust/library/Cargo.lock" ]; then
    { [ "${RUSTUP_AUTO_INSTALL:-1}" != 0 ] && command -v rustup >/dev/null &&
      say "adding the sources of the standard library with rustup (3 MB)" &&
      rustup component add rust-src >&2; } ||
      without "the sources of the standard library are missing (rustup component add rust-src)"
  fi
  say "building the standard library for $TARGET for size, once (about 1 minute)"
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mkdir "$work/src"
  echo '#![no_std]' >"$work/src/lib.rs"
  cat >"$work/Cargo.toml" <<'MANIFEST'
cargo-features = ["panic-immediate-abort"]
[package]
name = "only_for_std"
edition = "2021"
[profile.release]
codegen-units = 1
opt-level = "z"
panic = "immediate-abort"
MANIFEST
  # Bitcode has to be in the library for builds with lto = "fat".
  (
    cd "$work"
    unset CARGO_TARGET_DIR CARGO_BUILD_TARGET
    RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Cembed-bitcode=yes -Zlocation-detail=none -Zfmt-debug=none" \
      cargo build --quiet --release --target "$TARGET" -Z panic-immediate-abort \
      -Z build-std=std -Z build-std-features=optimize_for_size >&2
  ) || without "it could not be built, cargo's message is above"
  made=$work/made/lib/rustlib
  mkdir -p "$made/$TARGET/lib" "$made/$host"
  cp "$work/target/$TARGET/release/deps/"*.rlib "$made/$TARGET/lib/"
  rm "$made/$TARGET/lib/"libonly_for_std*
  # rustc looks for its linker here.
  ln -s "$own/lib/rustlib/$host/bin" "$made/$host/bin"
  # Under its name only when all is there.
  mkdir -p "$1"
  mv "$work/made" "$sysroot"
fi
echo "--sysroot=$sysroot -Zunstable-options -Cpanic=immediate-abort"
