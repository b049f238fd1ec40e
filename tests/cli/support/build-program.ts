import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** These tests run the built program: turbo brings it up to date, in a moment when nothing has changed. */
export async function setup(): Promise<void> {
  const turbo = createRequire(`${root}package.json`).resolve('turbo/bin/turbo')
  const args = [
    turbo,
    'run',
    'build',
    '--filter=fluxkit...',
    '--filter=@fluxkit/tooling',
    '--ui=stream',
    '--output-logs=errors-only',
  ]
  await promisify(execFile)(process.execPath, args, { cwd: root })
}
