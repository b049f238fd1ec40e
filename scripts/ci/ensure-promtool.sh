#!/usr/bin/env bash
# The alert rules are checked by promtool; where there is none on the PATH, Debian's is installed. Does nothing the second time.
set -euo pipefail
if command -v promtool >/dev/null; then
  echo "Using $(command -v promtool)"
  exit 0
fi
if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
  echo 'The check of the alert rules needs promtool on the PATH; please install Prometheus.' >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends prometheus >/dev/null
command -v promtool
