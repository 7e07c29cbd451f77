#!/usr/bin/env bash
# Compiles a corpus in shards for browser.mjs, from page.rs into build/, small as the page is.
set -euo pipefail

cd "$(dirname "$0")/../.."
into=benches/shards/build
cargo build --quiet --profile page --target wasm32-unknown-unknown --example shards-page
made=${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/page/examples/shards_page.wasm
wasm-bindgen --target web --no-typescript --out-dir "$into" --out-name shards-page "$made"
wasm-opt -Oz "$into/shards-page_bg.wasm" -o "$into/shards-page_bg.wasm"
