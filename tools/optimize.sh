#!/usr/bin/env bash
# Makes the wasm of the built page small. A hook of Trunk, run on the files before they become
# dist/, because Trunk passes one level of optimization and nothing else.
#
# Taking control flow apart first lets wasm-opt put it together smaller, and small functions may
# go where they are called: two kilobytes (brotli) of a first visit.
set -euo pipefail

wasm=$(echo "$TRUNK_STAGING_DIR"/*_bg.wasm)
wasm-opt --flatten --rereloop -Oz -Oz --flexible-inline-max-function-size 2 \
  --strip-producers --strip-target-features -o "$wasm" "$wasm"
