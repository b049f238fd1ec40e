import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openAgent } from '@fluxkit/tooling/mcp'
import { imagesIn, type KilledHostKind, type World } from '../round.ts'
import { strikeArgs, strikeEnvironment } from '../strike-arguments.ts'
import type { Strike } from '../strike.ts'

const main = fileURLToPath(new URL('../../../apps/server/src/main.ts', import.meta.url))

/** The MCP server and an agent, which issues the same call again when its server is gone. */
export const server: KilledHostKind = {
  name: 'server',
  writes: 60,
  open: async (world) => ({
    start: (nodeArgs, strike) => start(world, nodeArgs, strike),
    use: (child) => work(world, child as ChildProcessWithoutNullStreams),
    async recover() {
      const child = world.time.start((nodeArgs) => start(world, nodeArgs, {}))
      const closed = new Promise((resolve) => child.once('close', resolve))
      await world.time.clock.until(Promise.all([work(world, child), closed]))
    },
    images: () => imagesIn(world.folder),
    async [Symbol.asyncDispose]() {
      // Its processes have ended.
    },
  }),
}

/** An agent that has called so often does something else. */
const maxCalls = 30
const betweenMs = 60_000

interface Answer {
  readonly state: string
  readonly files: readonly unknown[]
}

/** What the agent does with one server: the same call until it has the image, or nothing is left to wait for. */
async function work({ time, simulator }: World, child: ChildProcessWithoutNullStreams): Promise<void> {
  const agent = openAgent(child)
  try {
    await agent.initialize()
    for (let calls = 0; calls < maxCalls; calls++) {
      const answer = (await agent.call('flux_generate', { prompt: 'a red fox', size: '256x256' })) as Answer
      if (answer.files.length > 0 || answer.state === 'failed' || simulator.stats.charges === 0) break
      await new Promise<void>((resolve) => time.clock.setTimer(resolve, betweenMs))
    }
  } catch {
    // The server was killed: the agent starts another one.
  } finally {
    child.stdin.end()
  }
}

function start({ folder, url }: World, nodeArgs: readonly string[], strike: Strike): ChildProcessWithoutNullStreams {
  const args = [...nodeArgs, ...strikeArgs, '--conditions=source', main, 'mcp', '--out', folder]
  return spawn(process.execPath, args, {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      FLUXKIT_DATA_DIR: join(folder, '.data'),
      FLUXKIT_CONFIG_DIR: join(folder, '.config'),
      ACEDATACLOUD_API_BASE_URL: url,
      ACEDATACLOUD_API_TOKEN: 'a-token',
      ...strikeEnvironment(strike),
    },
  }) as ChildProcess as ChildProcessWithoutNullStreams
}
