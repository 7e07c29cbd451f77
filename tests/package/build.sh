#!/usr/bin/env bash
# Packs the npm package of a built page, installs it as others do, and uses it from a plain page and
# from a Vite build. The trials of the browser tests open both.
#   tests/package/build.sh DIST FOLDER
set -euo pipefail
cd "$(dirname "$0")/../.."
dist=$1 folder=$2

rm -rf "$folder"
mkdir -p "$folder"
node tools/package.mjs "$dist" "$folder/package"
tarball=$(cd "$folder" && npm pack --silent ./package)
cp -r tests/package/vite "$folder/vite"
(
  cd "$folder/vite"
  # Not npm ci: it refuses a lock that lacks programs for other systems than this.
  npm install --silent --no-save --ignore-scripts "../$tarball"
  npx --no-install tsc --noEmit
  npx --no-install vite build --logLevel warn
)
# A page without a bundler takes the files as they were installed.
mkdir "$folder/plain"
cp tests/package/plain.html "$folder/plain/index.html"
cp -rL "$folder/vite/node_modules/crossread" "$folder/plain/crossread"
