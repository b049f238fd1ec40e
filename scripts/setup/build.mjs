import { join } from 'node:path'
import { pinnedEnvironment } from './environment.mjs'
import { runStep } from './step.mjs'
import { toolScript } from './tool.mjs'
import { pinnedNode } from './workspace.mjs'

/**
 * Builds packages and what they depend on. turbo compares contents and restores missing files, in 0.15 s when nothing
 * changed, so there is no check of our own before it.
 *
 * @param {string} folder
 * @param {string[]} packages None means all.
 * @param {import('./step.mjs').StepHost} host
 * @throws {import('./step.mjs').StepFailed}
 */
export async function build(folder, packages, host) {
  const filters = packages.map((name) => `--filter=${name}...`)
  await runStep(
    {
      title: packages.length === 0 ? 'Building all packages' : `Building ${packages.join(', ')}`,
      command: pinnedNode(folder),
      args: [toolScript(folder, 'turbo'), 'run', 'build', ...filters, '--ui=stream', '--output-logs=errors-only'],
      cwd: folder,
      env: pinnedEnvironment(process.env, folder),
      logFile: join(folder, '.setup', 'build.log'),
      quietMs: 700,
    },
    host,
  )
}
