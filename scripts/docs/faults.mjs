// Writes the guides about faults: the tests that compare them do, in the fast lane for core and in the slow one for the apps.
import { spawnSync } from 'node:child_process'
import { toolScript } from '../setup/tool.mjs'
import { root } from '../setup/workspace.mjs'

for (const lane of ['fast', 'slow']) {
  const args = [toolScript(root, 'vitest'), 'run', '--project', 'faults', '--update', ...process.argv.slice(2)]
  const env = { ...process.env, FLUXKIT_LANE: lane }
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
  if (status !== 0) process.exitCode = status ?? 1
}
