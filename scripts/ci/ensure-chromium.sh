#!/usr/bin/env bash
# Browser tests need a Chromium on the PATH; where there is none, Debian's is installed. Does nothing the second time.
set -euo pipefail
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then
    echo "Using $(command -v "$name")"
    exit 0
  fi
done
if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
  echo 'Browser tests need Chromium on the PATH; please install it.' >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium >/dev/null
command -v chromium
