#!/usr/bin/env bash
# Sets up what a task needs, then runs it with all of that on PATH:
#
#   tools/setup.sh WHAT... [-- COMMAND ARGUMENT...]
#
#   rust       a compiler for this machine and for wasm32
#   lint       its formatter and clippy
#   page       trunk, wasm-bindgen, wasm-split, wasm-opt, a small standard library: they make dist/
#   browsers   Chromium, Firefox and WebKit with their drivers, axe-core: they test it
#   servers    nginx and Caddy, which hand out a site in the tests; said where they cannot be had
#   peers      what the benchmarks compare us with, and on
#   deny       cargo-deny, for the licenses and sources of the dependencies
#   fuzz       a C++ compiler, for libFuzzer
#
# What is there already is used. What is missing is announced with its reason and its time, then
# installed into $CROSSREAD_TOOLS (~/.cache/crossread/tools if unset) or, on Debian, with apt. What
# cannot be had ends in a sentence that says what to do, and in status 1; nothing is left out in
# silence. ENGINES (all three if unset) says which browsers are wanted.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
tools=${CROSSREAD_TOOLS:-$HOME/.cache/crossread}/tools
engines=${ENGINES:-chromium firefox webkit}

# These three belong together: Cargo.toml pins wasm-bindgen and Trunk.toml names all of them.
readonly TRUNK=0.21.14 WASM_BINDGEN=0.2.130 GECKODRIVER=0.37.1
readonly WASM_SPLIT=0.2.4
readonly CARGO_DENY=0.20.2

export PATH="$tools/bin:$tools/node_modules/.bin:$PATH"

say() { echo "set-up: $*" >&2; }

give_up() {
  printf 'set-up: %s\n' "$@" >&2
  exit 1
}

has() { command -v "$1" >/dev/null; }

# Whether the command $1 is here and is version $2.
is_version() {
  has "$1" && [[ " $("$1" --version 2>/dev/null | head -n 1) " == *" $2 "* ]]
}

# Whether Cargo put version $2 of the crate $1 here: some commands do not tell.
is_installed() {
  grep -qs "^\"$1 $2 " "$tools/.crates.toml"
}

# debian PURPOSE PACKAGE...: installs packages where apt can; elsewhere the caller finds the
# command still missing and says so in its own words.
debian() {
  local purpose=$1
  shift
  has apt-get || return 0
  say "installing $* with apt: $purpose"
  "$here/apt-install.sh" "$@" >&2 || {
    [ $? = 2 ] || give_up "apt could not install $*; its message is above."
    say "apt needs root here. Run: sudo apt-get install $*"
  }
}

# cargo_tool COMMAND CRATE VERSION MINUTES PURPOSE OPTION...
cargo_tool() {
  local command=$1 crate=$2 version=$3 minutes=$4 purpose=$5
  shift 5
  ! is_version "$command" "$version" && ! is_installed "$crate" "$version" || return 0
  rust
  say "compiling $crate $version, once: $purpose (about $minutes minutes on two cores)"
  env -u CARGO_TARGET_DIR -u CARGO_BUILD_TARGET cargo install --quiet --root "$tools" \
    --version "$version" "$@" "$crate" >&2 ||
    give_up "$crate $version did not install; cargo's message is above." \
      "Run: cargo install --version $version $* $crate"
}

# The npm packages that tools/package-lock.json names. They are installed beside the other tools,
# so that the checkout stays clean and a fresh clone has them already.
npm_tools() {
  cmp -s "$here/package-lock.json" "$tools/package-lock.json" && [ -d "$tools/node_modules" ] && return
  has npm || debian "npm brings wasm-opt and axe-core" nodejs npm
  has npm || give_up "npm is missing: it brings wasm-opt and axe-core." "Install Node.js from nodejs.org."
  say "installing wasm-opt and axe-core with npm (under a minute, 110 MB on disk)"
  mkdir -p "$tools"
  cp "$here/package.json" "$here/.npmrc" "$tools/"
  cp "$here/package-lock.json" "$tools/package-lock.json.new"
  (
    cd "$tools"
    # Under its own name only when all is there: that is what the comparison above relies on.
    mv package-lock.json.new package-lock.json
    npm ci --ignore-scripts --no-fund --no-audit --loglevel=error >&2 || {
      rm -f package-lock.json
      exit 1
    }
  ) || give_up "npm could not install wasm-opt and axe-core; its message is above." \
    "It needs to reach an npm registry (npm config get registry)."
}

rust() {
  [ -z "${rust_is_set_up:-}" ] || return 0
  has cargo || has apt-get || give_up "Rust is missing." "Install it from rustup.rs, then try again."
  RUSTUP_TOOLCHAIN=$("$here/wasm-target.sh") || exit 1
  if [ -n "$RUSTUP_TOOLCHAIN" ]; then export RUSTUP_TOOLCHAIN; else unset RUSTUP_TOOLCHAIN; fi
  has cc || debian "Rust links with a C compiler" gcc libc6-dev
  has cc || give_up "A C compiler is missing: Rust links with it." "Install gcc or clang."
  rust_is_set_up=yes
}

lint() {
  rust
  cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 && return
  say "adding rustfmt and clippy with rustup"
  { has rustup && rustup component add rustfmt clippy >&2; } ||
    give_up "rustfmt or clippy is missing." "Run: rustup component add rustfmt clippy"
}

page() {
  rust
  local std
  std=$("$here/small-std.sh" "$tools/std")
  # Lines of source and Debug texts in panics are six kilobytes (brotli) of a first visit that
  # only developers would read; they have the development build.
  export RUSTC_WRAPPER=$here/rustc-for-size.sh
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$std --cfg small -Zlocation-detail=none -Zfmt-debug=none"
  cargo_tool trunk trunk "$TRUNK" 9 "it puts the page together" --locked
  # Without --locked: the lock it was published with names a release that has been withdrawn.
  cargo_tool wasm-bindgen wasm-bindgen-cli "$WASM_BINDGEN" 4 \
    "it writes the JavaScript around the wasm" --no-default-features
  cargo_tool wasm-split-cli wasm_split_cli_support "$WASM_SPLIT" 3 \
    "it cuts the page's wasm in two" --locked --features build-binary
  npm_tools
}

browsers() {
  local engine
  npm_tools
  for engine in $engines; do
    case $engine in
      chromium)
        { { has chromium || has google-chrome; } && has chromedriver; } ||
          debian "the page is tested in Chromium" chromium chromium-driver
        has chromedriver || missing_engine chromium "chromium and chromedriver"
        ;;
      firefox)
        has firefox || has firefox-esr || debian "the page is tested in Firefox" firefox-esr
        has firefox || has firefox-esr || missing_engine firefox "firefox"
        cargo_tool geckodriver geckodriver "$GECKODRIVER" 4 "it drives Firefox" --locked
        ;;
      webkit)
        { has WebKitWebDriver && has xvfb-run; } ||
          debian "the page is tested in WebKit" webkit2gtk-driver xvfb xauth
        { has WebKitWebDriver && has xvfb-run; } ||
          missing_engine webkit "WebKitWebDriver and xvfb-run (WebKitGTK is for Linux only)"
        ;;
      *) give_up "ENGINES names \"$engine\"; there are chromium, firefox and webkit." ;;
    esac
  done
}

missing_engine() {
  local others
  read -ra others <<<"${engines//$1/}"
  give_up "Not on PATH: $2. The page is tested in $1 too." \
    "Install it, or leave it out knowingly: make test ENGINES=\"${others[*]-}\""
}

# Unpacked, not installed: installed, each would start serving on port 80 of this machine.
servers() {
  local at=$tools/servers
  if [ ! -x "$at/usr/bin/caddy" ] || [ ! -x "$at/usr/sbin/nginx" ]; then
    if ! has apt-get; then
      say "a site is not tried on nginx and Caddy here: their programs come from Debian's packages."
      return
    fi
    say "unpacking nginx and Caddy, which hand out a site in the tests (50 MB on disk)"
    unpack "$at" nginx libnginx-mod-http-brotli-static caddy ||
      give_up "apt could not fetch nginx and Caddy; its message is above. Run: sudo apt-get update"
  fi
  if ! "$at/usr/sbin/nginx" -v 2>/dev/null; then
    debian "nginx needs these libraries" libpcre2-8-0 libssl3 zlib1g libcrypt1
    "$at/usr/sbin/nginx" -v 2>/dev/null ||
      give_up "nginx does not run here." "Try: $at/usr/sbin/nginx -v"
  fi
  export CROSSREAD_SERVERS=$at
}

# unpack FOLDER PACKAGE...: Debian packages, under FOLDER only when all are there.
unpack() {
  local at=$1 new=$1.new file
  shift
  rm -rf "$at" "$new"
  mkdir -p "$new/packages"
  (
    cd "$new/packages"
    apt-get -q download "$@" >&2 || { apt-get -q update >&2 && apt-get -q download "$@" >&2; } || exit 1
    for file in *.deb; do dpkg -x "$file" .. || exit 1; done
  ) || return 1
  rm -rf "$new/packages"
  mv "$new" "$at"
}

# Into the checkout: a page of the comparison finds them by their paths.
peers() {
  local bench
  for bench in search hosted; do packages_of "$here/../benches/$bench"; done
}

# The packages that a benchmark's package.json names.
packages_of() {
  local folder=$1
  local installed=$folder/node_modules/installed-lock.json
  cmp -s "$folder/package-lock.json" "$installed" && return
  has npm || debian "npm brings what we are compared with" nodejs npm
  has npm || give_up "npm is missing: it brings what we are compared with." "Install Node.js from nodejs.org."
  say "installing what benches/$(basename "$folder") compares with, using npm (under a minute, 100 to 200 MB on disk)"
  # Not npm ci: it refuses a lock that lacks Pagefind's programs for other systems than Linux.
  (cd "$folder" && npm install --no-save --ignore-scripts --loglevel=error >&2) ||
    give_up "npm could not install it; its message is above." \
      "It needs to reach an npm registry (npm config get registry)."
  cp "$folder/package-lock.json" "$installed"
}

deny() {
  rust
  cargo_tool cargo-deny cargo-deny "$CARGO_DENY" 8 "it checks licenses and sources of dependencies" --locked
}

fuzz() {
  rust
  has c++ || debian "libFuzzer is written in C++" g++
  has c++ || give_up "A C++ compiler is missing: libFuzzer is written in C++." "Install g++ or clang."
}

while [ $# -gt 0 ] && [ "$1" != -- ]; do
  case $1 in
    rust | lint | page | browsers | servers | peers | deny | fuzz) "$1" ;;
    *) give_up "\"$1\" is not a thing to set up; see the head of tools/setup.sh." ;;
  esac
  shift
done
[ $# -gt 1 ] || exit 0
shift
exec "$@"
