#!/usr/bin/env bash
# Runs one step of a longer task and says its name and its time: step.sh NAME COMMAND ARGUMENT...
set -uo pipefail

name=$1
shift
printf '== %s\n' "$name"
start=$SECONDS
"$@"
status=$?
if [ $status = 0 ]; then
  printf '   %s: done in %d s\n' "$name" $((SECONDS - start))
else
  printf '   %s: FAILED after %d s\n' "$name" $((SECONDS - start)) >&2
fi
exit $status
