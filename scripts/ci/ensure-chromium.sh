#!/usr/bin/env bash
# Browser tests need a Chromium on the PATH.
exec "$(dirname "${BASH_SOURCE[0]}")/ensure-debian.sh" chromium chromium chromium-browser google-chrome
