#!/usr/bin/env bash
# The alert rules are checked by promtool.
exec "$(dirname "${BASH_SOURCE[0]}")/ensure-debian.sh" prometheus promtool
