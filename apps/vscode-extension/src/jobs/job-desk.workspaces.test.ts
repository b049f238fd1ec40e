import { createFakeFlux, type FakeFlux } from '@fluxkit/jobs/testing'
import { beforeEach, expect, test, vi } from 'vitest'
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

async function unreported(window: Window, isStart: boolean): Promise<string[]> {
  return (await machine.clock.until(window.desk.takeUnreported(isStart))).map(({ id }) => id)
}

test('a window of another project brings the image home, and reports nothing', async () => {
  await closedInMidJob()
  const foreign = aWindow(machine, service, { window: other })
  foreign.desk.takeUp()
  await machine.clock.advance(minute)
  expect(await foreign.desk.read(job.id)).toMatchObject({ state: 'done', isReported: false, isSavedElsewhere: true })
  expect(foreign.takenUp).toEqual([])
  expect(await unreported(foreign, true)).toEqual([])
})

test('what another project has saved is reported by the own workspace, at once and in one of its windows', async () => {
  const windows = [aWindow(machine, service, { window: own }), aWindow(machine, service, { window: own })]
  await closedInMidJob()
  aWindow(machine, service, { window: other }).desk.takeUp()
  await machine.clock.advance(minute)
  const taken = await Promise.all(windows.map((window) => unreported(window, false)))
  expect(taken.flat()).toEqual([job.id])
  expect(await unreported(aWindow(machine, service, { window: own }), true)).toEqual([])
})

test('an image that was saved right before a crash is reported by the next start, and its link inserted then', async () => {
  const crashed = aWindow(machine, service, { window: own })
  await machine.clock.until(crashed.desk.start(job))
  expect(await unreported(crashed, true)).toEqual([])
  const next = aWindow(machine, service, { window: own })
  expect(await unreported(next, false)).toEqual([])
  expect(await unreported(next, true)).toEqual([job.id])
})

test('an image whose link is inserted is reported by no later start', async () => {
  const first = aWindow(machine, service, { window: own })
  await machine.clock.until(first.desk.start(job))
  await machine.clock.until(first.desk.reported(job.id))
  expect(await unreported(aWindow(machine, service, { window: own }), true)).toEqual([])
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

test('variants nobody has chosen from are asked about at each start, until one is chosen', async () => {
  const { request } = aNewJob()
  const variants = { ...job, request: { ...request, count: 3 } }
  await machine.clock.until(aWindow(machine, service, { window: own }).desk.start(variants))
  for (let start = 0; start < 2; start++) {
    const window = aWindow(machine, service, { window: own })
    expect(await unreported(window, true)).toEqual([job.id])
    expect(await unreported(window, true)).toEqual([])
  }
  const last = aWindow(machine, service, { window: own })
  await machine.clock.until(last.desk.reported(job.id))
  expect(await unreported(aWindow(machine, service, { window: own }), true)).toEqual([])
})

test('variants that an agent requested ask no user', async () => {
  const { request } = aNewJob()
  const variants = { ...job, actor: 'agent' as const, request: { ...request, count: 3 } }
  await machine.clock.until(aWindow(machine, service, { window: own }).desk.start(variants))
  const window = aWindow(machine, service, { window: own })
  expect(await unreported(window, true)).toEqual([job.id])
  expect(await unreported(aWindow(machine, service, { window: own }), true)).toEqual([])
})
