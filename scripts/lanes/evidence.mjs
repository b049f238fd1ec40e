// Installs the workspace in evidence/ and runs its tests: `npm run evidence`, `npm run evidence -- node-versions`.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { toolScript } from '../setup/tool.mjs'
import { root } from '../setup/workspace.mjs'

const folder = join(root, 'evidence')

/** @param {string} tool @param {string[]} args */
const run = (tool, ...args) =>
  execFileSync(process.execPath, [toolScript(root, tool), ...args], { cwd: folder, stdio: 'inherit' })

try {
  // Takes a second when nothing has changed.
  run('pnpm', 'install', '--frozen-lockfile', '--reporter=append-only')
  run('tsc', '-p', '.')
  run('vitest', 'run', ...process.argv.slice(2))
} catch {
  // The tool has said why.
  process.exitCode = 1
}
