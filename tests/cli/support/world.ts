import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulator, type Simulator, type SimulatorOptions } from '@fluxkit/simulator'
import { createProgramClock, type ProgramClock } from '@fluxkit/tooling/time'
import { type Ended, type Program, startProgram } from './program.ts'

type Environment = Readonly<Record<string, string>>

interface CallOptions {
  readonly env?: Environment
  readonly input?: string
}

/** A user's machine: an empty home and working folder, and the service on a real socket. */
export interface World extends AsyncDisposable {
  readonly folder: string
  readonly simulator: Simulator
  readonly url: string
  /** The whole environment of the programs that run here. */
  readonly env: Environment
  /** For `startInTerminal`. */
  readonly terminal: { readonly cwd: string; readonly env: Environment; readonly time: ProgramClock }
  /** The clock of the simulator and the programs. It only moves in {@link run} and {@link until}. */
  readonly time: ProgramClock
  /** Runs a program to its end; the time that it waits passes at once. */
  run(args: readonly string[], options?: CallOptions): Promise<Ended>
  /** Starts a program; time stands still. */
  start(args: readonly string[], options?: CallOptions): Program
  /** Lets time pass until the promise has settled. */
  until<T>(work: Promise<T>): Promise<T>
  /** Until nothing happens any more without time passing: requests have arrived, answers too. */
  settle(): Promise<void>
  /** Names of the files in a folder below the working folder; empty when there is none. */
  files(name?: string): Promise<string[]>
  read(name: string): Promise<Buffer>
}

/** @param env in place of the token and address of the simulator */
export async function createWorld({
  env,
  ...options
}: SimulatorOptions & { readonly env?: Environment } = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-cli-'))
  const time = await createProgramClock()
  const simulator = createSimulator({ clock: time.clock, ...options })
  const { url } = await simulator.listen()
  const usual: Environment = {
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
    startProgram(args, { cwd: folder, env: { ...usual, ...more }, time, ...(input !== undefined && { input }) })
  const until: World['until'] = (work) => time.clock.until(work)
  return {
    folder,
    simulator,
    url,
    env: usual,
    terminal: { cwd: folder, env: usual, time },
    time,
    start,
    run: (args, callOptions) => until(start(args, callOptions).ended),
    until,
    settle: () => time.clock.advance(0),
    files: async (name = 'images') =>
      (await readdir(join(folder, name)).catch(() => [])).toSorted((a, b) => (a < b ? -1 : 1)),
    read: (name) => readFile(join(folder, name)),
    async [Symbol.asyncDispose]() {
      await time[Symbol.asyncDispose]()
      await simulator.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
