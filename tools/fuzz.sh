#!/usr/bin/env bash
# Builds the fuzz targets and runs each: fuzz.sh SECONDS, for all of them together.
#
# A line each tells executions and findings; status 1 when there is a finding. What was found is in
# build/fuzz/findings, and stays for the next run until it is removed; inputs that reach new code
# are kept in build/fuzz/corpus. With TARGETS="…" only these run.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-600}
targets=${TARGETS:-ingest encoding plain markdown html table archive docx pages bundle part root query settings}
corpus=build/fuzz/corpus
findings=build/fuzz/findings
host=$(rustc -vV | sed -n 's/^host: //p')

# A stable compiler takes the counters that libFuzzer reads as a pass of LLVM; they go into what is
# fuzzed and not into build scripts, which is what naming the target is for.
counters="-Cpasses=sancov-module -Ccodegen-units=1"
for argument in coverage-level=4 coverage-inline-8bit-counters coverage-pc-table coverage-trace-compares; do
  counters+=" -Cllvm-args=-sanitizer-$argument"
done

echo "   building the fuzz targets (the first time some minutes)"
RUSTFLAGS="$counters" CARGO_TARGET_DIR=${FUZZ_TARGET_DIR:-build/fuzz/target} \
  cargo build --quiet --release --locked --manifest-path fuzz/Cargo.toml --target "$host"
fuzz=${FUZZ_TARGET_DIR:-build/fuzz/target}/$host/release/crossread-fuzz

mkdir -p "$corpus" "$findings"
CROSSREAD_SEEDS=$corpus "$fuzz"

n_targets=$(wc -w <<<"$targets")
each=$(((seconds + n_targets - 1) / n_targets))
status=0
for target in $targets; do
  log=build/fuzz/$target.log
  ended=0
  # Ten seconds for one input are a finding, and so is a gigabyte.
  CROSSREAD_FUZZ=$target "$fuzz" -max_total_time="$each" -timeout=10 -rss_limit_mb=1024 \
    -max_len=65536 -len_control=50 -use_value_profile=1 -print_final_stats=1 -verbosity=1 \
    -artifact_prefix="$findings/$target-" "$corpus/$target" >"$log" 2>&1 || ended=$?
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  n_findings=$(find "$findings" -name "$target-*" | wc -l)
  printf '   %-9s %9s executions in %d s, %d findings\n' "$target" "${executions:-no}" "$each" "$n_findings"
  if [ "$ended" != 0 ] || [ "$n_findings" != 0 ]; then
    status=1
    grep -m 3 -E 'panicked at|ERROR:|assertion' "$log" | sed 's/^/      /' || true
    find "$findings" -name "$target-*" | sed 's/^/      /'
  fi
done
exit $status
