#!/usr/bin/env bash
# The bot must work behind PgBouncer; its tests start one of their own.
exec "$(dirname "${BASH_SOURCE[0]}")/ensure-debian.sh" pgbouncer pgbouncer
