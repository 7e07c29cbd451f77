#!/usr/bin/env bash
# Installs Debian packages: apt-install.sh PACKAGE...
# Needs root or a sudo that asks nothing; fails with status 2 where neither is to be had.
set -euo pipefail

command -v apt-get >/dev/null || exit 2
sudo=()
if [ "$(id -u)" != 0 ]; then
  { command -v sudo && sudo -n true; } >/dev/null 2>&1 || exit 2
  sudo=(sudo)
fi

apt() {
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@"
}

# Package lists older than a day name files that the mirror may have replaced.
if [ -z "$(find /var/lib/apt/lists/partial -maxdepth 0 -mtime -1 2>/dev/null)" ]; then
  apt update
fi
apt install --no-install-recommends "$@" || { apt update && apt install --no-install-recommends "$@"; }
