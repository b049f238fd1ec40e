import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { imagesIn, type KilledHostKind, type World } from '../round.ts'
import { strikeArgs, strikeEnvironment } from '../strike-arguments.ts'
import type { Strike } from '../strike.ts'

const main = fileURLToPath(new URL('../extension-process.ts', import.meta.url))

/** The extension; a window that starts continues with what was left. */
export const extension: KilledHostKind = {
  name: 'extension',
  writes: 60,
  open: async (world) => ({
    start: (nodeArgs, strike) => start(world, nodeArgs, 'generate', strike),
    async recover() {
      const { time } = world
      const child = time.start((nodeArgs) => start(world, nodeArgs, 'recover', {}))
      const code = await time.clock.until(new Promise((resolve) => child.once('close', resolve)))
      if (code !== 0) throw new Error(`The extension ended with ${String(code)}.`)
    },
    images: () => imagesIn(world.folder),
    async [Symbol.asyncDispose]() {
      // Its processes have ended.
    },
  }),
}

function start(
  { folder, url }: World,
  nodeArgs: readonly string[],
  action: 'generate' | 'recover',
  strike: Strike,
): ChildProcess {
  return spawn(process.execPath, [...nodeArgs, ...strikeArgs, '--conditions=source', main, action, folder], {
    cwd: folder,
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      FLUXKIT_DATA_DIR: join(folder, '.data'),
      FLUXKIT_CONFIG_DIR: join(folder, '.config'),
      ACEDATACLOUD_API_BASE_URL: url,
      ACEDATACLOUD_API_TOKEN: 'a-token',
      ...strikeEnvironment(strike),
    },
  })
}
