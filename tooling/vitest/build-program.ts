import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** For tests that run the built program, or programs on their clock: turbo brings both up to date in a moment. */
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
