#!/usr/bin/env bash
# Compiles our engine for run.mjs, from ours.rs into build/ours/:
#
#   benches/search/compile.sh [PROFILE]
#
# PROFILE is one of Cargo.toml's: page (if unset), which is small, or page-fast, which is what the
# size costs in speed. wasm-opt is given the same aim.
set -euo pipefail

cd "$(dirname "$0")/../.."
profile=${1:-page}
into=benches/search/build/ours
if [ "$profile" = page ]; then level=-Oz; else level=-O3; fi

cargo build --quiet --profile "$profile" --target wasm32-unknown-unknown --example search-engine
made=${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/$profile/examples/search_engine.wasm
wasm-bindgen --target web --no-typescript --out-dir "$into" --out-name search-engine "$made"
wasm-opt "$level" "$into/search-engine_bg.wasm" -o "$into/search-engine_bg.wasm"
