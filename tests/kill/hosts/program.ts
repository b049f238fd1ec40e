import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { imagesIn, type KilledHostKind, type World } from '../round.ts'
import { strikeArgs, strikeEnvironment } from '../strike-arguments.ts'
import type { Strike } from '../strike.ts'

const main = fileURLToPath(new URL('../../../apps/cli/dist/main.js', import.meta.url))

/** The built terminal program; `fluxkit wait` recovers. */
export const program: KilledHostKind = {
  name: 'program',
  writes: 60,
  open: async (world) => ({
    start: (nodeArgs, strike) => start(world, nodeArgs, ['generate', 'a red fox', '--size', '256x256'], strike),
    async recover() {
      const { time } = world
      const child = time.start((nodeArgs) => start(world, nodeArgs, ['wait'], {}))
      await time.clock.until(new Promise((resolve) => child.once('close', resolve)))
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
  args: readonly string[],
  strike: Strike,
): ChildProcess {
  return spawn(process.execPath, [...nodeArgs, ...strikeArgs, main, ...args], {
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
