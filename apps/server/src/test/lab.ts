import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { createSimulator, type Simulator, type SimulatorOptions } from '@fluxkit/simulator'
import { settleProcess } from '@fluxkit/tooling/time'
import { chooseWorkspace, type Workspace } from '../files/output-folder.ts'
import type { Environment, Host } from '../host.ts'
import { openStudio } from '../jobs/open-studio.ts'
import type { Studio } from '../jobs/studio.ts'
import { defaultLimits, type Limits } from '../money/limits.ts'
import { openConnection, type ServiceChoice } from '../service/open-connection.ts'

export interface LabOptions {
  readonly simulator?: SimulatorOptions
  readonly limits?: Limits
  readonly allowPublish?: boolean
  readonly platformToken?: string
  readonly env?: Environment
}

/** A server's parts on one fake clock, with real sockets to the simulator and real files. */
export interface Lab extends AsyncDisposable {
  readonly clock: FakeClock
  readonly simulator: Simulator
  readonly host: Host
  /** The project that the user works in. */
  readonly project: string
  readonly dataFolder: string
  readonly choice: ServiceChoice
  /** A run of the server; several share the data folder. */
  openStudio(options?: Partial<LabOptions> & { readonly choice?: ServiceChoice }): Promise<Studio>
  workspaceFor(roots: readonly string[]): Workspace
}

/** Every task takes ten seconds of the fake clock, which is nearly no time. */
export async function createLab(options: LabOptions = {}): Promise<Lab> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'fluxkit-server-')))
  const project = join(folder, 'project')
  await mkdir(project)
  const dataFolder = join(folder, 'data')
  const clock = createFakeClock({ settle: settleProcess })
  const simulator = createSimulator({ clock, durationsMs: () => 10_000, maxImageSide: 64, ...options.simulator })
  const { url } = await simulator.listen()
  const stop = new AbortController()
  let seed = 0
  const host: Host = {
    env: { FLUXKIT_DATA_DIR: dataFolder, ...options.env },
    cwd: project,
    homeDir: folder,
    platform: process.platform,
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    clock,
    random: () => (seed = (seed + 0.618_033_988) % 1),
    stop: stop.signal,
  }
  const choice: ServiceChoice = {
    kind: 'service',
    baseUrl: url,
    token: 'api-token',
    platformBaseUrl: url,
    platformToken: options.platformToken,
  }
  const opened: AsyncDisposable[] = []
  const workspaceFor = (roots: readonly string[]): Workspace =>
    chooseWorkspace({ env: host.env, roots, cwd: project, homeDir: folder, platform: process.platform })

  return {
    clock,
    simulator,
    host,
    project,
    dataFolder,
    choice,
    workspaceFor,
    async openStudio({ limits, allowPublish, ...more } = {}) {
      const connection = await openConnection(host, more.choice ?? choice, false)
      const studio = openStudio(host, {
        connection,
        limits: limits ?? options.limits ?? defaultLimits,
        allowPublish: allowPublish ?? options.allowPublish ?? false,
        usualWorkspace: () => workspaceFor([]),
      })
      opened.push(connection, studio)
      return studio
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      for (const each of opened.toReversed()) await clock.until(Promise.resolve(each[Symbol.asyncDispose]()))
      await simulator.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
