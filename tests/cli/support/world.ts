import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulator, type Simulator, type SimulatorOptions } from '@fluxkit/simulator'
import { type Ended, type Program, startProgram } from './program.ts'

type Environment = Readonly<Record<string, string>>

interface CallOptions {
  readonly env?: Environment
  readonly input?: string
}

/** A person's machine: an empty home and working folder, and the service on a real socket. */
export interface World extends AsyncDisposable {
  readonly folder: string
  readonly simulator: Simulator
  readonly url: string
  /** The whole environment of the programs that run here. */
  readonly env: Environment
  run(args: readonly string[], options?: CallOptions): Promise<Ended>
  start(args: readonly string[], options?: CallOptions): Program
  /** Names of the files in a folder below the working folder; empty when there is none. */
  files(name?: string): Promise<string[]>
  read(name: string): Promise<Buffer>
}

/** Tasks take a few milliseconds, and the program's clock runs six times as fast: nothing waits for real seconds. */
const quick: Environment = { FLUXKIT_TIME_SCALE: '6', FLUXKIT_SANDBOX_SPEED: '1000' }

/** @param env in place of the token and address of the simulator */
export async function createWorld({
  env,
  ...options
}: SimulatorOptions & { readonly env?: Environment } = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-cli-'))
  const simulator = createSimulator({ speed: 1_000, ...options })
  const { url } = await simulator.listen()
  const usual: Environment = {
    ...quick,
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    FLUXKIT_DATA_DIR: join(folder, '.data'),
    FLUXKIT_CONFIG_DIR: join(folder, '.config'),
    ...(env ?? {
      ACEDATACLOUD_API_BASE_URL: url,
      ACEDATACLOUD_API_TOKEN: 'a-token',
      ACEDATACLOUD_PLATFORM_BASE_URL: url,
      ACEDATACLOUD_PLATFORM_TOKEN: 'platform-a-token',
    }),
  }
  const start: World['start'] = (args, { env: more, input } = {}) =>
    startProgram(args, { cwd: folder, env: { ...usual, ...more }, ...(input === undefined ? {} : { input }) })
  return {
    folder,
    simulator,
    url,
    env: usual,
    start,
    run: (args, callOptions) => start(args, callOptions).ended,
    files: async (name = 'pictures') =>
      (await readdir(join(folder, name)).catch(() => [])).toSorted((a, b) => (a < b ? -1 : 1)),
    read: (name) => readFile(join(folder, name)),
    async [Symbol.asyncDispose]() {
      await simulator.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
