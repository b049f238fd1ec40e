#!/usr/bin/env bash
# Prometheus accepts the bot's rules and settings, and each alert fires when its test says so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../apps/discord-bot/monitoring"
promtool check config --lint=all --lint-fatal prometheus.yml
promtool test rules alerts.test.yml
