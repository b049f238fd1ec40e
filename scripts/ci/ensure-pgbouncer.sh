#!/usr/bin/env bash
# The bot must work behind PgBouncer; its tests start one of their own. Where there is none, Debian's is installed. Does
# nothing the second time.
set -euo pipefail
export PATH="$PATH:/usr/sbin"
if command -v pgbouncer >/dev/null; then
  echo "Using $(command -v pgbouncer)"
  exit 0
fi
if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
  echo 'The tests of PostgreSQL need PgBouncer on the PATH; please install it.' >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends pgbouncer >/dev/null
command -v pgbouncer
