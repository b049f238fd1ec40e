import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * How to call npx without a shell: its script, run by this Node. npm names its own script in the environment; started
 * by other means, npm lies beside Node. `npx` from the PATH is the last resort.
 *
 * @param {{ env: NodeJS.ProcessEnv, execPath: string, exists?: (path: string) => boolean }} host
 * @returns {{ command: string, args: string[] }}
 */
export function findNpx({ env, execPath, exists = existsSync }) {
  const bin = dirname(execPath)
  const npmScript = env['npm_execpath'] ?? ''
  const candidates = [
    ...(npmScript.endsWith('npm-cli.js') ? [join(dirname(npmScript), 'npx-cli.js')] : []),
    join(bin, 'node_modules', 'npm', 'bin', 'npx-cli.js'),
    join(bin, '..', 'lib', 'node_modules', 'npm', 'bin', 'npx-cli.js'),
  ]
  const script = candidates.find((candidate) => exists(candidate))
  return script === undefined ? { command: 'npx', args: [] } : { command: execPath, args: [script] }
}
