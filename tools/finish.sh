#!/usr/bin/env bash
# What is done to the built files before they become dist/: a hook of Trunk.
set -euo pipefail
cd "$(dirname "$0")/.."

node tools/split.mjs
tools/optimize.sh
node tools/workers.mjs
node tools/short-names.mjs
node tools/hashed-names.mjs
