#!/usr/bin/env bash
# Sums up files and folders in a stamp: stamp.sh STAMP PATH...
# The stamp is written only when a name or the content of a file has changed since the last time,
# so make can compare its date with that of what was built.
set -euo pipefail

stamp=$1
shift
for path in "$@"; do
  [ -e "$path" ] || {
    echo "$path is not there, and the page is built from it." >&2
    exit 1
  }
done

mkdir -p "$(dirname "$stamp")"
{
  printf '%s\n' "$@"
  find "$@" -type f -exec cksum {} + | LC_ALL=C sort
} >"$stamp.new"
if cmp -s "$stamp.new" "$stamp"; then rm "$stamp.new"; else mv "$stamp.new" "$stamp"; fi
