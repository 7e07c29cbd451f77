#!/usr/bin/env bash
# Sees to it that some Rust compiler here can build for wasm32-unknown-unknown, and prints the
# name of the rustup toolchain it belongs to (an empty line: the cargo on PATH as it is).
#
#   RUSTUP_TOOLCHAIN=$(tools/wasm-target.sh) cargo build --target wasm32-unknown-unknown
#
# Three ways, the first that works is taken:
#   1. the toolchain in use already has the target;
#   2. rustup adds it, unless RUSTUP_AUTO_INSTALL=0 says that rustup is not to install anything;
#   3. on Debian: the compiler packaged as rustc-web, with a standard library that is built here
#      once, from the sources Debian ships beside it, and put where this compiler looks for it.
# Safe to repeat; a tenth of a second when there is nothing to do.
set -euo pipefail

readonly TARGET=wasm32-unknown-unknown
readonly DEBIAN_PACKAGES=(rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web lld-22)

say() { echo "wasm-target: $*" >&2; }

# Whether the compiler $1 has a whole standard library for the target, one made by itself: after
# an upgrade of the compiler the old library is still there and no longer loads, which only
# compiling something tells.
compiles_for_wasm() {
  local scratch works=no
  scratch=$(mktemp -d)
  if "$1" --target "$TARGET" --crate-type lib --emit metadata -o "$scratch/empty.rmeta" - \
    </dev/null >"$scratch/log" 2>&1; then works=yes; fi
  rm -rf "$scratch"
  [ "$works" = yes ]
}

rustup_may_install() {
  [ "${RUSTUP_AUTO_INSTALL:-1}" != 0 ] && command -v rustup >/dev/null
}

# Debian's compiler has no library for wasm of its own version. Cargo's build-std makes one; as
# plain .rlib files in the sysroot it then serves every later build without any unstable flag.
build_debian_std() {
  local work lib=/usr/lib/rustlib/$TARGET/lib
  work=$(mktemp -d)
  mkdir "$work/src"
  echo '#![no_std]' >"$work/src/lib.rs"
  cat >"$work/Cargo.toml" <<'MANIFEST'
[package]
name = "only_for_std"
edition = "2021"
[profile.release]
codegen-units = 1
MANIFEST
  # Bitcode has to be in the library for builds with lto = "fat".
  (
    cd "$work"
    unset RUSTUP_TOOLCHAIN CARGO_TARGET_DIR CARGO_BUILD_TARGET
    RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc RUSTFLAGS=-Cembed-bitcode=yes \
      /usr/bin/cargo build --quiet --release --target "$TARGET" \
      -Z build-std=std,panic_abort,panic_unwind,proc_macro,test >&2
  )
  # rustc calls its wasm linker rust-lld and looks here for it before PATH.
  local bin
  bin=/usr/lib/rustlib/$(/usr/bin/rustc -vV | sed -n 's/^host: //p')/bin
  mkdir -p "$bin"
  ln -sfn /usr/bin/lld-22 "$bin/rust-lld"

  # Filled beside the old one and then renamed, so that an interrupted run leaves no half library.
  rm -rf "$lib.new"
  mkdir -p "$lib.new"
  cp "$work/target/$TARGET/release/deps/"*.rlib "$lib.new/"
  rm -f "$lib.new/"libonly_for_std*
  rm -rf "$lib"
  mv "$lib.new" "$lib"
  rm -rf "$work"
}

if command -v rustc >/dev/null && compiles_for_wasm rustc; then
  echo "${RUSTUP_TOOLCHAIN:-}"
  exit
fi

if rustup_may_install; then
  say "adding the $TARGET target with rustup (about 30 MB)"
  if rustup target add "$TARGET" >&2 && compiles_for_wasm rustc; then
    echo "${RUSTUP_TOOLCHAIN:-}"
    exit
  fi
  say "rustup could not add it"
fi

if ! [ -x /usr/bin/rustc ] || ! compiles_for_wasm /usr/bin/rustc; then
  if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
    say "no compiler for $TARGET here. Run: rustup target add $TARGET"
    say "(on Debian without rustup's network, run this script as root instead: it uses Debian's compiler)"
    exit 1
  fi
  if ! dpkg -s "${DEBIAN_PACKAGES[@]}" >/dev/null 2>&1; then
    say "installing Debian's Rust compiler: ${DEBIAN_PACKAGES[*]} (about 2 minutes)"
    "$(dirname "$0")/apt-install.sh" "${DEBIAN_PACKAGES[@]}" >&2
  fi
  say "building the standard library for $TARGET with it (about 1 minute, once)"
  build_debian_std
fi

if command -v rustup >/dev/null; then
  rustup toolchain list | grep -q '^debian\b' || rustup toolchain link debian /usr >&2
  echo debian
else
  echo
fi
