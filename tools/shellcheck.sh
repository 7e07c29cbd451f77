#!/usr/bin/env bash
# Reads our shell scripts with shellcheck, or says that they were only parsed.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts=(tools/*.sh benches/search/*.sh docs/cluster/*.sh .ci/run)
if command -v shellcheck >/dev/null; then
  shellcheck "${scripts[@]}"
else
  for script in "${scripts[@]}"; do bash -n "$script"; done
  echo "   shellcheck is not installed, so the scripts were parsed only (apt-get install shellcheck)."
fi
