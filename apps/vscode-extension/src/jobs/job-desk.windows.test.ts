// What two windows of one workspace do to each other, at each step of the first one: it writes to the shared store, inserts the
// link and notes that.

import { createMemoryStore, type JobStore } from '@fluxkit/jobs'
import { createFakeFlux, type FakeFlux } from '@fluxkit/jobs/testing'
import { expect, test } from 'vitest'
import type { SavedFile } from '../model/jobs/job-view.ts'
import type { Place } from '../model/jobs/place.ts'
import { aMachine, aNewJob, aWindow, type Machine, type Window } from './fixtures/a-desk.ts'

const minute = 60_000
const { place } = aNewJob()
const job = aNewJob({ place: { ...place, workspace: 'file:///ws', reported: false } })
const link = '![a red fox](images/a-red-fox.png)'

interface World {
  readonly machine: Machine
  readonly service: FakeFlux
  /** The text of the document, which windows share, and what of it would be there after a crash. */
  text: string
  saved: string
  /** The windows that have reported the end. */
  readonly reports: Window[]
}

function aWorld(): World {
  const machine = aMachine()
  return { machine, service: createFakeFlux({ clock: machine.clock }), text: '', saved: '', reports: [] }
}

/** The steps of a window: each may be its last one. */
interface Steps {
  count: number
  readonly take: () => Promise<void>
}

function stepsOf(onStep: (count: number) => Promise<void> | void = () => undefined): Steps {
  const steps: Steps = {
    count: 0,
    take: async () => {
      steps.count += 1
      await onStep(steps.count)
    },
  }
  return steps
}

/** Each call is a step. */
function stepwise(store: JobStore<Place>, steps: Steps): JobStore<Place> {
  return {
    ...store,
    create: async (...given) => (await steps.take(), store.create(...given)),
    claim: async (...given) => (await steps.take(), store.claim(...given)),
    commit: async (...given) => (await steps.take(), store.commit(...given)),
    release: async (...given) => (await steps.take(), store.release(...given)),
    renew: async (...given) => (await steps.take(), store.renew(...given)),
  }
}

/** As the features report: the link is inserted once, and not a second time where an earlier window may have done it. */
async function report(world: World, window: Window, steps: Steps): Promise<void> {
  await window.desk.report(job.id, async (_job, isAgain) => {
    await steps.take()
    if (!isAgain || !world.text.includes(link)) world.text += link
    await steps.take()
    world.saved = world.text
    world.reports.push(window)
  })
}

function opened(world: World, steps: Steps): Window {
  const { machine, service } = world
  const { clock, records } = machine
  const store = stepwise(createMemoryStore<Place>({ clock, records }), steps)
  const window: Window = aWindow(machine, service, {
    store,
    confirm: async () => 'submit',
    onTakenUpEnd: () => void report(world, window, steps),
  })
  return window
}

function started(world: World): Window {
  const window = opened(world, stepsOf())
  window.desk.takeUp()
  return window
}

/** What a window does when it starts, and after each change. */
async function reportLeft(world: World, window: Window): Promise<void> {
  const left = await window.desk.unreported()
  await Promise.all(left.map(() => report(world, window, stepsOf())))
}

/** A window in which a user requests an image and gets its link. */
async function request(world: World, steps: Steps): Promise<Window> {
  const window = opened(world, steps)
  await window.desk.start(job)
  await report(world, window, steps)
  return window
}

async function stepsOfARequest(): Promise<number> {
  const world = aWorld()
  const steps = stepsOf()
  await world.machine.clock.until(request(world, steps))
  expect([world.text, world.reports.length, world.service.posts]).toEqual([link, 1, 1])
  return steps.count
}

const all = Array.from({ length: await stepsOfARequest() }, (_, index) => index + 1)

test('a request takes some steps', () => {
  expect(all.length).toBeGreaterThan(8)
})

test.each(all)('a second window that starts at step %i leaves the link to the one that requested it', async (at) => {
  const world = aWorld()
  const { clock } = world.machine
  let second: Window | undefined
  const checks: Promise<void>[] = []
  const check = (): void => {
    if (second) checks.push(reportLeft(world, second))
  }
  const steps = stepsOf(async (count) => {
    if (count === at) second = started(world)
    check()
    // The other window comes first.
    await new Promise((resolve) => setImmediate(resolve))
  })
  const requesting = await clock.until(request(world, steps))
  await clock.advance(10 * minute)
  check()
  await clock.until(Promise.all(checks))
  expect([world.text, world.reports, world.service.posts]).toEqual([link, [requesting], 1])
})

test('what a killed window was about to report is reported by an open one, though no job changes meanwhile', async () => {
  const world = aWorld()
  const { machine, service } = world
  const { clock, records } = machine
  const memory = createMemoryStore<Place>({ clock, records })
  const killed = aWindow(machine, service, { store: { ...memory, renew: () => new Promise(() => undefined) } })
  await clock.until(killed.desk.start(job))
  void killed.desk.report(job.id, () => new Promise(() => undefined))
  const open: Window = aWindow(machine, service, { onChange: () => void reportLeft(world, open) })
  await reportLeft(world, open)
  expect(world.reports).toEqual([])
  await clock.advance(minute)
  expect([world.text, world.reports]).toEqual([link, [open]])
})

test('images that two windows put aside at the same moment are both gone from the record', async () => {
  const { machine, service } = aWorld()
  const { clock } = machine
  const windows = [aWindow(machine, service), aWindow(machine, service)] as const
  const three = aNewJob({ fields: { count: 3 } })
  await clock.until(windows[0].desk.start(three))
  const without = (index: number) => (files: readonly SavedFile[]) => files.filter((file) => file.index !== index)
  await clock.until(Promise.all(windows.map(({ desk }, index) => desk.keepFiles(three.id, without(index)))))
  expect(await windows[0].desk.read(three.id)).toMatchObject({ files: [{ index: 2 }] })
})

test('a file that is moved while another window reports the end is known when that is done', async () => {
  const { machine, service } = aWorld()
  const { clock } = machine
  const [reporting, other] = [aWindow(machine, service), aWindow(machine, service)]
  await clock.until(reporting.desk.start(job))
  let done = (): void => undefined
  const end = reporting.desk.report(job.id, () => new Promise<void>((resolve) => (done = resolve)))
  const keeping = other.desk.keepFiles(job.id, (files) => files.map((file) => ({ ...file, uri: 'file:///moved.png' })))
  await clock.advance(5_000)
  done()
  await clock.until(Promise.all([end, keeping]))
  expect(await other.desk.read(job.id)).toMatchObject({ files: [{ uri: 'file:///moved.png' }], isReported: true })
})

test('a full disk at the end keeps nobody from their link, and the next window reports the end again, without a second link', async () => {
  const world = aWorld()
  const { machine, service } = world
  const { clock, records } = machine
  const memory = createMemoryStore<Place>({ clock, records })
  const errors: unknown[] = []
  let isFull = false
  const store: JobStore<Place> = {
    ...memory,
    commit: (claim, next) => (isFull ? Promise.reject(new Error('ENOSPC')) : memory.commit(claim, next)),
  }
  const window = aWindow(machine, service, { store, onError: (error) => void errors.push(error) })
  await clock.until(window.desk.start(job))
  await clock.until(
    window.desk.report(job.id, async () => {
      world.text += link
      isFull = true
    }),
  )
  expect([world.text, errors.length]).toEqual([link, 1])
  const next = aWindow(machine, service)
  expect(await next.desk.unreported()).toMatchObject([{ id: job.id }])
  await clock.until(report(world, next, stepsOf()))
  expect(world.text).toBe(link)
})

test('in a folder that can’t be written to nothing is reported, and nothing is thrown', async () => {
  const world = aWorld()
  const { machine, service } = world
  const { clock, records } = machine
  const first = aWindow(machine, service)
  await clock.until(first.desk.start(job))
  await clock.until(first.desk.close())
  const errors: unknown[] = []
  const store: JobStore<Place> = {
    ...createMemoryStore<Place>({ clock, records }),
    claim: () => Promise.reject(new Error('EROFS')),
  }
  const { desk } = aWindow(machine, service, { store, onError: (error) => void errors.push(error) })
  expect(await desk.unreported()).toHaveLength(1)
  expect([await desk.report(job.id), await desk.takeQuestion(job.id)]).toEqual([false, false])
  expect(errors).toHaveLength(2)
  expect(await aWindow(machine, service).desk.report(job.id)).toBe(true)
})

test.each(all.flatMap((at) => [true, false].map((isTextKept) => [at, isTextKept] as const)))(
  'a window that is killed at step %i (its unsaved text is kept: %s) leaves the image and one link to the next',
  async (at, isTextKept) => {
    const world = aWorld()
    const { machine, service } = world
    const { clock, records, saved } = machine
    const steps = stepsOf((count) => (count >= at ? new Promise(() => undefined) : undefined))
    void request(world, steps)
    await clock.advance(minute)
    for (const record of records.jobs.values()) record.leaseUntilMs = 0
    if (!isTextKept) world.text = world.saved
    await clock.until(reportLeft(world, started(world)))
    await clock.advance(30 * minute)
    // The job wasn't saved: nothing was sent.
    const isKnown = records.jobs.size > 0
    expect([world.text, saved.size, service.posts]).toEqual(isKnown ? [link, 1, 1] : ['', 0, 0])
    expect(await started(world).desk.unreported()).toEqual([])
    expect(world.text).toBe(isKnown ? link : '')
  },
)
