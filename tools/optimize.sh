#!/usr/bin/env bash
# Makes the wasm of the built page small. A hook of Trunk, run on the files before they become
# dist/, because Trunk passes one level of optimization and nothing else.
#
# Taking control flow apart first lets wasm-opt put it together smaller, small functions may go
# where they are called, and functions compress better in the compiler's order (their numbers are
# their names by then) than with the most called ones first: three kilobytes (brotli) of a first
# visit.
set -euo pipefail

wasm=$(echo "$TRUNK_STAGING_DIR"/*_bg.wasm)
wasm-opt --strip-debug --flatten --rereloop -Os -Os --flexible-inline-max-function-size 3 \
  --reorder-functions-by-name --strip-producers --strip-target-features -o "$wasm" "$wasm"
