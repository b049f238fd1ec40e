import { existsSync, realpathSync } from 'node:fs'
import { delimiter, join, sep } from 'node:path'

/**
 * A Node that survives the removal of node_modules. npm puts node_modules/.bin first on the PATH, so from the second run
 * on this very process is usually the pinned Node from inside the checkout.
 *
 * @param {{ env: NodeJS.ProcessEnv, execPath: string, folder: string, exists?: (path: string) => boolean, real?: (path: string) => string }} host
 * @returns {string | undefined} Nothing when the machine has no other Node.
 */
export function findHostNode({ env, execPath, folder, exists = existsSync, real = realpathSync }) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const path = env['PATH'] ?? env['Path'] ?? ''
  const candidates = [
    execPath,
    env['npm_node_execpath'] ?? '',
    ...path.split(delimiter).map((entry) => join(entry, name)),
  ]
  // A file in node_modules/.bin is a script that leads back into the checkout, also that of another checkout.
  return candidates.find(
    (candidate) =>
      candidate !== '' &&
      !candidate.includes(`${sep}node_modules${sep}`) &&
      exists(candidate) &&
      !real(candidate).startsWith(real(folder) + sep),
  )
}
