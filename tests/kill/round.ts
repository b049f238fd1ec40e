import type { ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulator, type Simulator } from '@fluxkit/simulator'
import { createProgramClock, type ProgramClock } from '@fluxkit/tooling/time'
import { type Blow, strikeOf, submissionMs } from './blows.ts'
import type { Strike } from './strike.ts'

/** A machine with an empty folder, the service behind an address, and one clock for all processes. */
export interface World {
  readonly time: ProgramClock
  readonly simulator: Simulator
  readonly url: string
  readonly folder: string
}

/** An app, as processes that are started and die. */
export interface KilledHost extends AsyncDisposable {
  /** A process that makes one image and ends. */
  start(nodeArgs: readonly string[], strike: Strike): ChildProcess
  /** For an app that is asked from outside, and that continues until it is ended. */
  use?(child: ChildProcess): Promise<void>
  /** A user starts the app again, and takes what it offers to recover what was left. */
  recover(): Promise<void>
  /** Images that the user has. */
  images(): Promise<number>
}

export interface KilledHostKind {
  readonly name: string
  /** Writes that an image takes, about. */
  readonly writes: number
  open(world: World): Promise<KilledHost>
}

const taskMs = 10_000
/** A process that waits longer is ended: it has reported what it waits for. */
const patienceMs = 10 * 60_000
const stoppedMs = 35_000

/** One image, and one blow. @returns what was lost or doubled; empty when all is well */
export async function killRound(kind: KilledHostKind, blow: Blow): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-kill-'))
  await using time = await createProgramClock()
  await using simulator = createSimulator({ clock: time.clock, durationsMs: () => taskMs, maxImageSide: 64 })
  const { url } = await simulator.listen()
  simulator.faults.add({ kind: 'slow', operation: 'submit', ms: submissionMs })
  try {
    await using host = await kind.open({ time, simulator, url, folder })
    await strikeOnce(host, time, blow)
    await host.recover()
    return complaintsOf(simulator, await host.images())
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function strikeOnce(host: KilledHost, { clock, ...time }: ProgramClock, blow: Blow): Promise<void> {
  const child = time.start((nodeArgs) => host.start(nodeArgs, strikeOf(blow, clock.now())))
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const kill = (): void => void child.kill('SIGKILL')
  if (blow.kind === 'kill-at-moment') clock.setTimer(kill, blow.atMs)
  if (blow.kind === 'stop') {
    clock.setTimer(() => time.suspend(child), blow.atMs)
    clock.setTimer(() => time.resume(child), blow.atMs + stoppedMs)
  }
  const giveUp = clock.setTimer(kill, patienceMs)
  await clock.until(Promise.all([host.use?.(child), closed]))
  giveUp()
}

function complaintsOf({ stats, tasks }: Simulator, images: number): string[] {
  const paid = stats.charges - stats.refunds
  const found: string[] = []
  if (stats.accepted > 1) found.push(`${stats.accepted} submissions were accepted`)
  if (paid > 0 && images === 0) found.push('a paid image is lost')
  if (images > tasks.length) found.push(`${images} images for ${tasks.length} tasks`)
  return found
}

/** Images in a folder and below. */
export async function imagesIn(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true })
  return names.filter((name) => /\.(png|jpe?g|webp)$/.test(name)).length
}
