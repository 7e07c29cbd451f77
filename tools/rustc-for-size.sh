#!/usr/bin/env bash
# A rustc that takes unstable options for wasm32, and for no other target, so that nothing that
# runs on this machine while the page is built sees them. Cargo's RUSTC_WRAPPER then.
#
#   rustc-for-size.sh RUSTC ARGUMENT...
set -euo pipefail

case " $* " in
  *' --target wasm32-unknown-unknown '*) export RUSTC_BOOTSTRAP=1 ;;
esac
exec "$@"
