import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDamaged, stateOf } from '@fluxkit/jobs'
import { createFileStore } from '@fluxkit/jobs/node'
import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { createSimulator, type Fault, type Simulator } from '@fluxkit/simulator'
import { replaceTimers, settleProcess } from '@fluxkit/tooling/time'
import { namesTask } from './plain.ts'

export const prompt = 'a red fox'
/** The token that every host uses. */
export const token = 'api-token-of-the-test'

/** How long a task takes. */
const taskMs = 10_000

/** A machine with an empty folder, the service behind an address, and one clock for all that runs in this process. */
export interface World extends AsyncDisposable {
  readonly clock: FakeClock
  readonly simulator: Simulator
  readonly url: string
  readonly folder: string
}

export async function createWorld(): Promise<World> {
  const clock = createFakeClock({ settle: settleProcess })
  const restoreTime = replaceProcessTime(clock)
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-faults-'))
  const simulator = createSimulator({ clock, durationsMs: () => taskMs, maxImageSide: 64 })
  const { url } = await simulator.listen()
  return {
    clock,
    simulator,
    url,
    folder,
    async [Symbol.asyncDispose]() {
      await simulator.close()
      restoreTime()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

let restorePrevious = (): void => undefined

/** Timers, `Date.now()` and `performance.now()`: a host without its own clock reads these. */
function replaceProcessTime(clock: FakeClock): () => void {
  // A case that ran out of time never got to its end: the next one must not meet its clock.
  restorePrevious()
  const restoreTimers = replaceTimers(clock)
  const { timeOrigin } = performance
  const realNow = Object.getOwnPropertyDescriptor(performance, 'now')
  Object.defineProperty(performance, 'now', { value: () => clock.now() - timeOrigin, configurable: true })
  const restore = (): void => {
    if (restorePrevious !== restore) return
    restorePrevious = () => undefined
    Reflect.deleteProperty(performance, 'now')
    if (realNow) Object.defineProperty(performance, 'now', realNow)
    restoreTimers()
  }
  restorePrevious = restore
  return restore
}

/** A client reads 8 MiB of a body without end. After some of them the answers are as unreadable, but short. */
export function addAffordably({ faults }: Simulator, fault: Fault): void {
  if (fault.kind !== 'enormous-body') return faults.add(fault)
  faults.add({ ...fault, times: 8 })
  faults.add({ ...fault, kind: 'malformed-json' })
}

/** A fault that leaves some images out needs several. */
export function countFor({ kind }: Fault): number {
  return kind === 'fewer-images' ? 2 : 1
}

/** Tasks that are charged and not refunded. */
export function chargesOf({ stats: { charges, refunds } }: Simulator): number {
  return charges - refunds
}

/** Does the service show an image of the first task, to somebody who asks without any of our code? */
export async function hasImage({
  simulator,
  url,
  clock,
}: Pick<World, 'simulator' | 'url' | 'clock'>): Promise<boolean> {
  const [task] = simulator.tasks
  if (!task) return false
  const body = JSON.stringify({ id: task.id })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const work = async (): Promise<boolean> => {
    const answer = await fetch(`${url}/flux/tasks`, { method: 'POST', headers, body })
    const { response } = (await answer.json()) as { response?: { data?: { image_url?: string }[] } }
    const link = response?.data?.[0]?.image_url
    if (link === undefined) return false
    const image = await fetch(link)
    await image.arrayBuffer()
    return image.ok
  }
  return clock.until(work())
}

/** Is the id of every task in a file of the folder, other than in a link to an image? */
export async function keepsTask({
  folder,
  simulator,
}: Pick<World, 'folder' | 'simulator'>): Promise<boolean | undefined> {
  if (simulator.tasks.length === 0) return undefined
  const texts = await Promise.all((await filesIn(folder)).map((file) => readFile(file, 'utf8')))
  return simulator.tasks.every(({ id }) => texts.some((text) => namesTask(text, id)))
}

/** The state of the only job, by its record. */
export async function stateIn({ folder, clock }: Pick<World, 'folder' | 'clock'>): Promise<string> {
  const store = createFileStore({ folder: join(folder, '.data') })
  try {
    for await (const entry of store.list()) return isDamaged(entry) ? 'damaged' : stateOf(entry.job, clock.now(), false)
    return 'none'
  } finally {
    await store.close()
  }
}

/** Images in the folder and below. */
export async function imagesIn(folder: string): Promise<number> {
  return (await filesIn(folder)).filter((file) => /\.(png|jpe?g|webp)$/.test(file)).length
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
