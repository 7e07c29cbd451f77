#!/usr/bin/env bash
# Prints how fast statements are found in wasm, on one thread of Node:
#
#   tools/setup.sh page -- benches/quotes/speed.sh [PROFILE]
#
# PROFILE is one of Cargo.toml's: page-fast (if unset), as a program for speed is compiled, or page, as
# the page is.
set -euo pipefail

cd "$(dirname "$0")/../.."
profile=${1:-page-fast}
into=build/quotes-speed
cargo build --quiet --profile "$profile" --target wasm32-unknown-unknown --example quotes-speed
made=${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/$profile/examples/quotes_speed.wasm
wasm-bindgen --target nodejs --no-typescript --out-dir "$into" --out-name speed "$made"
mv "$into/speed.js" "$into/speed.cjs"
node - "$PWD/$into/speed.cjs" <<'NODE'
const { Texts } = require(process.argv[2]);
for (const copies of [1, 10, 100]) {
  const texts = new Texts(copies);
  texts.find();
  const started = performance.now();
  let rounds = 0;
  while (performance.now() - started < 1500) {
    texts.find();
    rounds += 1;
  }
  const speed = (texts.length() * rounds) / 1e3 / (performance.now() - started);
  console.log(`${(texts.length() / 1e3).toFixed(0)} kB: ${speed.toFixed(1)} MB/s, ${texts.find()} statements`);
}
NODE
