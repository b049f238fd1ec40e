import { createFakeFlux, type FakeFlux } from '@fluxkit/jobs/testing'
import { beforeEach, expect, test, vi } from 'vitest'
import { isChoiceOpen } from '../model/jobs/job-view.ts'
import { aMachine, aNewJob, aWindow, type Machine, type Window } from './fixtures/a-desk.ts'
import type { Confirm } from './job-desk.ts'

const second = 1_000
const minute = 60 * second
const own = () => ({ workspace: 'file:///ws', folders: ['file:///ws'] })
const other = () => ({ workspace: 'file:///two', folders: ['file:///two'] })
const { place } = aNewJob()
const job = aNewJob({ place: { ...place, workspace: 'file:///ws', reported: false } })

let machine: Machine
let service: FakeFlux
beforeEach(() => {
  machine = aMachine()
  service = createFakeFlux({ clock: machine.clock })
})

/** A window of the own workspace that is closed while the service makes the image. */
async function closedInMidJob(): Promise<void> {
  const first = aWindow(machine, service, { window: own })
  void first.desk.start(job)
  await machine.clock.advance(second)
  await machine.clock.until(first.desk.close())
}

/** Reports what nobody has reported, as a window does. */
async function unreported({ desk }: Window): Promise<string[]> {
  const taken: string[] = []
  for (const left of await machine.clock.until(desk.unreported())) {
    const isTaken = isChoiceOpen(left) ? desk.takeQuestion(left.id) : desk.report(left.id)
    if (await machine.clock.until(isTaken)) taken.push(left.id)
  }
  return taken
}

/** The window is gone without a trace: nobody lets go of what it holds. */
function killed(): void {
  for (const record of machine.records.jobs.values()) record.leaseUntilMs = 0
}

test('a window of another project brings the image home, and reports nothing', async () => {
  await closedInMidJob()
  const foreign = aWindow(machine, service, { window: other })
  foreign.desk.takeUp()
  await machine.clock.advance(minute)
  expect(await foreign.desk.read(job.id)).toMatchObject({ state: 'done', isReported: false })
  expect(foreign.takenUp).toEqual([])
  expect(await unreported(foreign)).toEqual([])
})

test('what another project has saved is reported by the own workspace, at once and in one of its windows', async () => {
  const windows = [aWindow(machine, service, { window: own }), aWindow(machine, service, { window: own })]
  await closedInMidJob()
  aWindow(machine, service, { window: other }).desk.takeUp()
  await machine.clock.advance(minute)
  const taken = await Promise.all(windows.map((window) => unreported(window)))
  expect(taken.flat()).toEqual([job.id])
  expect(await unreported(aWindow(machine, service, { window: own }))).toEqual([])
})

test('an image that was saved right before a crash is reported by the next window, and its link inserted then', async () => {
  const crashed = aWindow(machine, service, { window: own })
  await machine.clock.until(crashed.desk.start(job))
  const next = aWindow(machine, service, { window: own })
  expect(await unreported(next)).toEqual([])
  killed()
  expect(await unreported(next)).toEqual([job.id])
  expect(await unreported(aWindow(machine, service, { window: own }))).toEqual([])
})

test('an image whose link is inserted is reported by no later start', async () => {
  const first = aWindow(machine, service, { window: own })
  await machine.clock.until(first.desk.start(job))
  await machine.clock.until(first.desk.report(job.id))
  expect(await unreported(aWindow(machine, service, { window: own }))).toEqual([])
})

test('only a window of the workspace that asked is asked about a job that was never sent', async () => {
  const answers = [vi.fn<Confirm>(async () => 'leave'), vi.fn<Confirm>(async () => 'leave')] as const
  const first = aWindow(machine, service, {
    window: own,
    host: { prepare: () => new Promise(() => undefined) } as never,
  })
  void first.desk.start(job)
  await machine.clock.advance(second)
  for (const record of machine.records.jobs.values()) record.leaseUntilMs = 0
  aWindow(machine, service, { window: other, confirm: answers[0] }).desk.takeUp()
  aWindow(machine, service, { window: own, confirm: answers[1] }).desk.takeUp()
  await machine.clock.advance(minute)
  expect(answers.map((answer) => answer.mock.calls.length)).toEqual([0, 1])
})

test('variants are announced by one window, and stay open in all of them until a user has chosen', async () => {
  const { request } = aNewJob()
  const variants = { ...job, request: { ...request, count: 3 } }
  await machine.clock.until(aWindow(machine, service, { window: own }).desk.start(variants))
  killed()
  const windows = [1, 2].map(() => aWindow(machine, service, { window: own }))
  const announced = await Promise.all(windows.map((window) => unreported(window)))
  expect(announced.flat()).toEqual([job.id])
  await machine.clock.advance(second)
  const later = aWindow(machine, service, { window: own })
  expect(await unreported(later)).toEqual([])
  expect(await later.desk.list()).toMatchObject([{ id: job.id, isReported: false }])
  await machine.clock.until(later.desk.report(job.id))
  expect(await windows[0]?.desk.list()).toMatchObject([{ id: job.id, isReported: true }])
})

test('of two windows that are open, one asks about variants that another project has saved', async () => {
  const { request } = aNewJob()
  const windows = [aWindow(machine, service, { window: own }), aWindow(machine, service, { window: own })]
  const first = aWindow(machine, service, { window: own })
  void first.desk.start({ ...job, request: { ...request, count: 3 } })
  await machine.clock.advance(second)
  await machine.clock.until(first.desk.close())
  aWindow(machine, service, { window: other }).desk.takeUp()
  await machine.clock.advance(minute)
  const taken = await Promise.all(windows.map((window) => unreported(window)))
  expect(taken.flat()).toEqual([job.id])
})

test('of two windows that are open, one asks about a job that was never sent, and the next start asks again', async () => {
  const first = aWindow(machine, service, { host: { prepare: () => new Promise(() => undefined) } as never })
  void first.desk.start(job)
  await machine.clock.advance(second)
  killed()
  const confirm = vi.fn<Confirm>(async () => 'leave')
  const windows = [1, 2].map(() => aWindow(machine, service, { window: own, confirm }))
  for (const { desk } of windows) desk.takeUp()
  await machine.clock.advance(30 * minute)
  expect(confirm).toHaveBeenCalledTimes(1)
  aWindow(machine, service, { window: own, confirm }).desk.takeUp()
  await machine.clock.advance(30 * minute)
  expect(confirm).toHaveBeenCalledTimes(2)
  expect(service.posts).toBe(0)
})

test('variants that an agent requested ask no user', async () => {
  const { request } = aNewJob()
  const variants = { ...job, actor: 'agent' as const, request: { ...request, count: 3 } }
  await machine.clock.until(aWindow(machine, service, { window: own }).desk.start(variants))
  killed()
  const window = aWindow(machine, service, { window: own })
  expect(await unreported(window)).toEqual([job.id])
  expect(await unreported(aWindow(machine, service, { window: own }))).toEqual([])
})
