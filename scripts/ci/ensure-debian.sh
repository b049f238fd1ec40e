#!/usr/bin/env bash
# ensure-debian.sh PACKAGE COMMAND…: where none of the commands is on the PATH, installs Debian's package and prints the
# first one that is there. Does nothing the second time.
set -euo pipefail
export PATH="$PATH:/usr/sbin"
package=$1
shift

# first_of COMMAND…: prints the path of the first that exists.
first_of() {
  local name
  for name in "$@"; do command -v "$name" && return; done
  return 1
}

first_of "$@" && exit 0
if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
  echo "Tests need one of these on the PATH: $*. Please install it (on Debian: the package $package)." >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
# A runlevel in which the package starts no service: tests start their own, on loopback.
export RUNLEVEL=1
apt-get update -qq
apt-get install -y -qq --no-install-recommends "$package" >/dev/null
first_of "$@"
