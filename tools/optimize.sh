#!/usr/bin/env bash
# Makes the wasm of the built page, both its parts, and of the workshop small. A step of
# tools/finish.sh, because Trunk passes one level of optimization and nothing else.
#
# Taking control flow apart first lets wasm-opt put it together smaller; functions go where they
# are called only if they are tiny, for they compress better apart; and they compress better in the
# compiler's order (their numbers are their names by then) than with the most called ones first.
# Four kilobytes (brotli) of a first visit; the sizes of what is inlined were tried out.
set -euo pipefail

for wasm in "$TRUNK_STAGING_DIR"/*.wasm; do
  wasm-opt --strip-debug --flatten --rereloop -Os -Os --flexible-inline-max-function-size 4 \
    --always-inline-max-function-size 4 --one-caller-inline-max-function-size 20 \
    --reorder-functions-by-name --strip-producers --strip-target-features -o "$wasm" "$wasm"
done
