import { createMemoryStore, type Job } from '@fluxkit/jobs'
import { createFakeFlux, type FakeFlux, type FakeFluxOptions } from '@fluxkit/jobs/testing'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { isJobView } from '../model/jobs/damaged-view.ts'
import type { JobView } from '../model/jobs/job-view.ts'
import type { Place } from '../model/jobs/place.ts'
import { aMachine, aNewJob, aWindow, type Machine, settings } from './fixtures/a-desk.ts'
import type { Confirm, JobDesk } from './job-desk.ts'

const id = 'job-00000001'
const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

let machine: Machine
beforeEach(() => {
  machine = aMachine()
})

function aService(options: Omit<FakeFluxOptions, 'clock'> = {}): FakeFlux {
  return createFakeFlux({ clock: machine.clock, ...options })
}

async function started(desk: JobDesk, job = aNewJob()): Promise<JobView> {
  const ended = await machine.clock.until(desk.start(job))
  if ('limit' in ended) throw new Error('Nothing was submitted.')
  return ended
}

async function listed(desk: JobDesk): Promise<JobView[]> {
  return (await desk.list()).filter(isJobView)
}

/** As after a crash: nobody lets go of anything. */
function crashed(): void {
  for (const record of machine.records.jobs.values()) record.leaseUntilMs = 0
}

function write(job: Partial<Job<Place>> & { readonly id: string }): void {
  const { clock, records } = machine
  const full = {
    v: 1,
    rev: 0,
    service: 'https://api.example',
    account: 'acc-1',
    origin: { app: 'vscode', actor: 'person' },
    request: aNewJob().request,
    place: aNewJob().place,
    createdAtMs: clock.now(),
    wantedAtMs: clock.now(),
    attempts: [],
    images: [],
    ...job,
  }
  records.jobs.set(job.id, { text: JSON.stringify(full), fence: 1, leaseUntilMs: 0 })
}

describe('several windows', () => {
  test('a job of a window that closed is finished by another, and submitted once', async () => {
    const service = aService()
    const first = aWindow(machine, service)
    const interrupted = first.desk.start(aNewJob())
    await machine.clock.advance(second)
    await machine.clock.until(first.desk.close())
    expect(await interrupted).toMatchObject({ state: 'submitted' })
    const other = aWindow(machine, service)
    other.desk.takeUp()
    await machine.clock.advance(minute)
    expect(other.takenUp).toMatchObject([{ state: 'done', files: [{ uri: `file:///images/${id}-0.png` }] }])
    expect(service.tasks).toHaveLength(1)
  })

  test('that start at once share the work: one takes it up', async () => {
    const service = aService()
    const first = aWindow(machine, service)
    void first.desk.start(aNewJob())
    await machine.clock.advance(second)
    await machine.clock.until(first.desk.close())
    const others = [aWindow(machine, service), aWindow(machine, service)]
    for (const { desk } of others) desk.takeUp()
    await machine.clock.advance(minute)
    expect(others.flatMap(({ takenUp }) => takenUp)).toHaveLength(1)
    expect([service.posts, machine.saved.size]).toEqual([1, 1])
  })

  test('a job of a living window is left alone, and nothing is collected twice', async () => {
    const service = aService()
    const first = aWindow(machine, service)
    const job = first.desk.start(aNewJob())
    await machine.clock.advance(second)
    const other = aWindow(machine, service)
    other.desk.takeUp()
    expect(await other.desk.recover(id)).toMatchObject({ isHeld: true, failure: { code: 'held' } })
    await machine.clock.advance(minute)
    expect(await job).toMatchObject({ state: 'done' })
    expect(other.takenUp).toEqual([])
  })

  test('a window that was killed mid-submission leaves a job that is looked for, never submitted again', async () => {
    const service = aService({ receive: () => 'lose' })
    const first = aWindow(machine, service)
    void first.desk.start(aNewJob())
    await machine.clock.advance(50)
    crashed()
    const other = aWindow(machine, service)
    other.desk.takeUp()
    await machine.clock.advance(minute)
    expect(other.takenUp).toMatchObject([{ state: 'done' }])
    expect(service.posts).toBe(1)
  })

  test('jobs of other apps of the machine are neither shown nor taken up', async () => {
    write({ id: 'job-of-cli', origin: { app: 'cli', actor: 'person' }, task: { id: 'task-1', via: 'answer' } })
    const service = aService()
    const { desk, takenUp } = aWindow(machine, service)
    desk.takeUp()
    await machine.clock.advance(minute)
    expect([await desk.list(), takenUp, await desk.read('job-of-cli'), await desk.recover('job-of-cli')]).toEqual([
      [],
      [],
      undefined,
      undefined,
    ])
  })
})

describe('stopping', () => {
  test('ends the wait at once; the image can be collected without a second submission', async () => {
    const service = aService()
    const { desk } = aWindow(machine, service)
    const stopped = desk.start(aNewJob())
    await machine.clock.advance(second)
    const beforeMs = machine.clock.now()
    desk.stop(id)
    expect(await machine.clock.until(stopped)).toMatchObject({
      state: 'cancelled',
      isRecoverable: true,
      failure: { code: 'aborted', charged: 'unknown' },
    })
    expect(machine.clock.now() - beforeMs).toBeLessThan(second)
    await machine.clock.advance(hour)
    expect(machine.saved.size).toBe(0)
    expect(await machine.clock.until(desk.recover(id))).toMatchObject({ state: 'done' })
    expect(service.posts).toBe(1)
  })

  test('before anything was sent submits nothing, and says that nothing was charged', async () => {
    const service = aService()
    const { desk } = aWindow(machine, service)
    const stopped = desk.start(aNewJob())
    desk.stop(id)
    expect(await machine.clock.until(stopped)).toMatchObject({ state: 'cancelled', failure: { charged: 'no' } })
    expect([service.posts, (await desk.read(id))?.mayCostTwice]).toEqual([0, false])
  })

  test('mid-submission keeps nobody waiting, and the task that is named later can be collected', async () => {
    const service = aService({ answerMs: 20 * second })
    const { desk } = aWindow(machine, service)
    const stopped = desk.start(aNewJob())
    await machine.clock.advance(100)
    const beforeMs = machine.clock.now()
    desk.stop(id)
    expect(await machine.clock.until(stopped)).toMatchObject({
      isRecoverable: true,
      failure: { code: 'aborted', charged: 'unknown' },
    })
    expect(machine.clock.now() - beforeMs).toBeLessThanOrEqual(second)
    await machine.clock.advance(minute)
    expect(await desk.read(id)).toMatchObject({ state: 'cancelled', mayCostTwice: true })
    expect(await machine.clock.until(desk.recover(id))).toMatchObject({ state: 'done' })
    expect(service.posts).toBe(1)
  })

  test('a job that begins while the window closes is left to others, and not submitted', async () => {
    const service = aService()
    const { desk } = aWindow(machine, service)
    await machine.clock.until(desk.close())
    expect(await started(desk)).toMatchObject({ state: 'created' })
    expect(service.posts).toBe(0)
  })

  test('a job of another window that was taken up here is stopped too', async () => {
    const service = aService({ taskMs: hour })
    const first = aWindow(machine, service)
    void first.desk.start(aNewJob())
    await machine.clock.advance(second)
    await machine.clock.until(first.desk.close())
    const other = aWindow(machine, service)
    other.desk.takeUp()
    await machine.clock.advance(second)
    expect(other.desk.running).toMatchObject([{ job: { id, state: 'submitted' } }])
    other.desk.stop(id)
    await machine.clock.advance(second)
    expect(await other.desk.read(id)).toMatchObject({ state: 'cancelled', isRecoverable: true })
  })
})

describe('what cannot be finished now', () => {
  test('a lost submission is looked for after 5 s, 30 s, 5 min, 1 h and 24 h, and submitted once', async () => {
    let isListed = false
    const service = aService({ receive: () => 'lose' })
    const searchedAtMs: number[] = []
    const startMs = machine.clock.now()
    const watched = {
      ...service,
      find: vi.fn<NonNullable<FakeFlux['find']>>(async (lost, options) => {
        searchedAtMs.push(machine.clock.now() - startMs)
        return isListed ? service.find?.(lost, options) : undefined
      }),
    }
    const { desk, takenUp } = aWindow(machine, watched)
    desk.takeUp()
    expect(await started(desk)).toMatchObject({
      state: 'unknown',
      mayCostTwice: true,
      isRecoverable: true,
      failure: { code: 'outcome_unknown', charged: 'unknown', isRetried: true },
    })
    await machine.clock.advance(2 * hour)
    isListed = true
    await machine.clock.advance(day)
    expect(searchedAtMs.map((ms) => Math.floor(ms / (10 * second)) * 10)).toEqual([0, 30, 300, 3_600, 86_400])
    expect(takenUp).toMatchObject([{ state: 'done' }])
    expect(service.posts).toBe(1)
  })

  test('a task that the service does not know is checked for days, and recovered when it turns up', async () => {
    let isKnown = false
    const service = aService({ knows: () => isKnown })
    const { desk, takenUp } = aWindow(machine, service)
    desk.takeUp()
    expect(await started(desk)).toMatchObject({
      state: 'missing',
      mayCostTwice: true,
      failure: { code: 'unknown_task', charged: 'yes', isRetried: true },
    })
    await machine.clock.advance(5 * hour)
    isKnown = true
    await machine.clock.advance(2 * hour)
    expect(takenUp).toMatchObject([{ state: 'done' }])
    expect(service.posts).toBe(1)
  })

  test('a job that is past its ten minutes is recovered automatically at the next start of the editor', async () => {
    const service = aService({ taskMs: 30 * minute })
    const first = aWindow(machine, service)
    expect(await started(first.desk)).toMatchObject({ state: 'submitted', failure: { code: 'wait_deadline' } })
    await machine.clock.until(first.desk.close())
    await machine.clock.advance(hour)
    const next = aWindow(machine, service)
    next.desk.takeUp()
    await machine.clock.advance(minute)
    expect(next.takenUp).toMatchObject([{ state: 'done' }])
  })

  test('an image that cannot be saved is fetched again automatically for a week, also after a restart', async () => {
    let isFull = true
    const service = aService()
    const keep = async () => {
      if (isFull) throw new Error('ENOSPC')
      return { kept: 'file:///a.png', width: 1, height: 1 }
    }
    const host = { serviceFor: async () => service, keep }
    const first = aWindow(machine, service, { host })
    expect(await started(first.desk)).toMatchObject({
      state: 'ready',
      isRecoverable: true,
      failure: { charged: 'yes', isRetried: true },
    })
    await machine.clock.until(first.desk.close())
    await machine.clock.advance(6 * day)
    const next = aWindow(machine, service, { host })
    next.desk.takeUp()
    await machine.clock.advance(second)
    // Until the next check it shows in no progress.
    expect(next.desk.running).toEqual([])
    isFull = false
    await machine.clock.advance(hour)
    expect(next.takenUp).toMatchObject([{ state: 'done', files: [{ uri: 'file:///a.png' }] }])
    expect(service.posts).toBe(1)
  })

  test('with another token nothing is concluded, and the user reads why', async () => {
    const service = aService({ taskMs: 30 * minute })
    const first = aWindow(machine, service)
    await started(first.desk)
    await machine.clock.until(first.desk.close())
    const stranger = { ...aService({ account: 'acc-2', knows: () => false }), posts: 0 }
    const { desk } = aWindow(machine, stranger)
    expect(await machine.clock.until(desk.recover(id))).toMatchObject({ failure: { code: 'other_account' } })
    expect(await desk.read(id)).toMatchObject({ isRecoverable: true })
  })
})

describe('a job that was saved and never sent', () => {
  test.each([
    ['submit', { state: 'done' }, 1],
    ['discard', { state: 'cancelled', mayCostTwice: false }, 0],
    ['leave', { state: 'created', mayCostTwice: false }, 0],
  ] as const)('is sent only if a user says so: %s', async (answer, left, posts) => {
    write({ id })
    const service = aService()
    const confirm = vi.fn<Confirm>(async () => answer)
    const { desk } = aWindow(machine, service, { confirm })
    desk.takeUp()
    await machine.clock.advance(30 * minute)
    expect([await desk.read(id), service.posts, confirm.mock.calls.length]).toMatchObject([left, posts, 1])
  })

  test('and that nobody wanted for an hour is called stale, and asks first too', async () => {
    write({ id })
    await machine.clock.advance(2 * hour)
    const service = aService()
    const confirm = vi.fn<Confirm>(async () => 'leave')
    const { desk } = aWindow(machine, service, { confirm })
    desk.takeUp()
    await machine.clock.advance(hour)
    expect([await desk.read(id), service.posts]).toMatchObject([{ isRecoverable: true, mayCostTwice: false }, 0])
    expect(confirm.mock.calls.map(([job, isStale]) => [job.id, isStale])).toEqual([[id, true]])
    confirm.mockResolvedValue('submit')
    expect(await machine.clock.until(desk.recover(id))).toMatchObject({ state: 'done' })
  })
})

describe('the history', () => {
  test.each([
    ['half a record', '{"v":1,"id":"job-'],
    ['nothing', ''],
    ['a record of a later version', JSON.stringify({ v: 2, id: 'job-damaged' })],
  ])('shows %s as owed, and its id is blocked', async (_, text) => {
    machine.records.jobs.set('job-damaged', { text, fence: 1, leaseUntilMs: 0 })
    const service = aService()
    const { desk } = aWindow(machine, service, { damaged: [{ damaged: 'Of an earlier version.', id: 'job-older' }] })
    await started(desk)
    expect(await desk.list()).toMatchObject([
      { damaged: 'Of an earlier version.', id: 'job-older' },
      { damaged: expect.any(String), id: 'job-damaged' },
      { id },
    ])
    await expect(desk.start(aNewJob({ id: 'job-damaged' }))).rejects.toThrow('There is a job job-damaged already')
    expect(service.posts).toBe(1)
  })

  test.each([undefined, {}, { target: null }, { target: { folder: 5, stem: 'a' } }])(
    'shows a record whose place it does not know (%j) as such, and continues',
    async (place) => {
      write({ id: 'job-strange', place: place as never })
      const { desk } = aWindow(machine, aService())
      await started(desk)
      expect(await desk.list()).toMatchObject([{ id: 'job-strange', damaged: expect.any(String) }, { id }])
    },
  )

  test('says how many images did not come, which are never requested automatically', async () => {
    const service = aService()
    const wait: FakeFlux['wait'] = async (task, options) => {
      const { images, ...rest } = await service.wait(task, options)
      return { ...rest, images: images.slice(0, 1) }
    }
    const { desk } = aWindow(machine, { ...service, wait })
    expect(await started(desk, aNewJob({ fields: { count: 3 } }))).toMatchObject({
      state: 'done',
      count: 3,
      missing: 2,
      files: [{ index: 0 }],
    })
    expect(service.tasks).toHaveLength(1)
  })

  test('knows where files have gone, and which a user threw away', async () => {
    const { desk } = aWindow(machine, aService())
    const { files } = await started(desk, aNewJob({ fields: { count: 2 } }))
    expect(files).toHaveLength(2)
    await desk.keepFiles(id, ([, last]) => (last ? [{ ...last, uri: 'file:///moved.png' }] : []))
    expect(await desk.read(id)).toMatchObject({
      state: 'done',
      isRecoverable: false,
      files: [{ index: 1, uri: 'file:///moved.png' }],
    })
  })

  test('downloads an image again whose file is gone, even if the user had deleted it, and pays nothing', async () => {
    const service = aService()
    const links: string[] = []
    const { desk } = aWindow(machine, {
      ...service,
      download: (url, options) => (links.push(url), service.download(url, options)),
    })
    await started(desk, aNewJob({ fields: { count: 2 } }))
    await desk.keepFiles(id, (files) => files.slice(0, 1))
    expect(await machine.clock.until(desk.downloadAgain(id, 1))).toBe(`file:///images/${id}-1.png`)
    expect(links.toSorted()).toHaveLength(3)
    expect(new Set(links).size).toBe(2)
    expect(await desk.read(id)).toMatchObject({ state: 'done', files: [{ index: 0 }, { index: 1 }] })
    expect(service.posts).toBe(1)
    await expect(desk.downloadAgain(id, 2)).rejects.toThrow('no link')
    await expect(desk.downloadAgain('job-unknown', 0)).rejects.toThrow('no link')
  })

  test('forgets what is removed, also what is owed; what it cost stays in the sums', async () => {
    const { desk } = aWindow(
      machine,
      aService({ receive: (post) => (post === 1 ? 'lose' : 'accept'), canList: () => false }),
    )
    await started(desk)
    await started(desk, aNewJob({ id: 'job-00000002' }))
    for (const each of await listed(desk)) await desk.remove(each.id)
    expect(await desk.list()).toEqual([])
    const records = [...machine.records.jobs.values()].map(({ text }) => text).join('\n')
    expect(records).not.toMatch(/fox|images\/|ws/)
    expect(records).toContain('"cost":{"amount":0.2')
    expect(records).toContain('"kind":"discarded","charged":"unknown"')
  })

  test('keeps three hundred jobs; what can be recovered is never forgotten', async () => {
    const { clock } = machine
    const end = { kind: 'failed', charged: 'no', atMs: 1 } as const
    write({ id: 'job-oldest', createdAtMs: clock.now() - 3_000, wantedAtMs: 0, end })
    const stopped = { kind: 'cancelled', charged: 'unknown', atMs: 1 } as const
    write({ id: 'job-owed', createdAtMs: clock.now() - 2_000, task: { id: 'task-9', via: 'answer' }, end: stopped })
    for (let number = 0; number < 300; number++) write({ id: `job-${number}`, createdAtMs: clock.now() + number, end })
    const { desk } = aWindow(machine, aService())
    const ids = (await listed(desk)).map((job) => job.id)
    expect([ids.length, ids[0], ids.includes('job-owed'), ids.includes('job-oldest')]).toEqual([
      301,
      'job-299',
      true,
      false,
    ])
    expect(machine.records.jobs.has('job-oldest')).toBe(false)
  })
})

describe('the limits of a session', () => {
  const limits = { limits: { images: 3, agentImages: 1, cost: 0 }, prices: {}, currency: 'USD' }

  test('count what all windows submitted', async () => {
    const service = aService()
    const [first, other] = [1, 2].map(() => aWindow(machine, service, { settings: () => limits }).desk)
    if (!first || !other) throw new Error('No windows.')
    await started(first, aNewJob({ fields: { count: 2 } }))
    expect(await other.check({ actor: 'person', images: 1 })).toEqual({ ok: true })
    expect(await other.check({ actor: 'person', images: 2 })).toEqual({ ok: false, limit: 'images', value: 3 })
    const more = aNewJob({ id: 'job-00000002', isLimited: true, fields: { count: 2 } })
    expect(await machine.clock.until(other.start(more))).toEqual({ ok: false, limit: 'images', value: 3 })
    expect([service.posts, (await listed(other)).length]).toEqual([1, 1])
    await other.allowMore()
    expect(await started(first, more)).toMatchObject({ state: 'done' })
  })

  test('hold agents to less, whatever a user allows', async () => {
    const { desk } = aWindow(machine, aService(), { settings: () => limits })
    await started(desk, aNewJob({ actor: 'agent' }))
    await desk.allowMore()
    expect(await desk.check({ actor: 'agent', images: 1 })).toEqual({ ok: false, limit: 'agentImages', value: 1 })
    expect(await desk.check({ actor: 'person', images: 3 })).toEqual({ ok: true })
    const more = aNewJob({ id: 'job-00000002', actor: 'agent', isLimited: true })
    expect(await machine.clock.until(desk.start(more))).toEqual({ ok: false, limit: 'agentImages', value: 1 })
  })

  test('are held when two windows submit the last of it at the same moment', async () => {
    const service = aService()
    const windows = [1, 2].map(() => aWindow(machine, service, { settings: () => limits }).desk)
    const imageRequests = windows.map((desk, at) =>
      desk.start(aNewJob({ id: `job-0000000${at}`, isLimited: true, fields: { count: 2 } })),
    )
    const ended = await machine.clock.until(Promise.all(imageRequests))
    expect(ended.filter((each) => 'limit' in each)).toEqual([{ ok: false, limit: 'images', value: 3 }])
    expect(service.posts).toBe(1)
  })

  test('in credits are held when two windows submit the last of it at the same moment', async () => {
    const service = aService()
    const inCredits = {
      ...limits,
      limits: { ...limits.limits, cost: 0.5 },
      currency: 'credits',
      prices: { 'flux-dev': 0.2 },
    }
    const windows = [1, 2].map(() => aWindow(machine, service, { settings: () => inCredits }).desk)
    await started(windows[0] as JobDesk, aNewJob({ id: 'job-00000009' }))
    const imageRequests = windows.map((desk, at) => desk.start(aNewJob({ id: `job-0000000${at}`, isLimited: true })))
    const ended = await machine.clock.until(Promise.all(imageRequests))
    expect(ended.filter((each) => 'limit' in each)).toEqual([{ ok: false, limit: 'cost', value: 0.5 }])
    expect(service.posts).toBe(2)
  })

  test('that a user raised and did not use are as they were, in all windows', async () => {
    const service = aService()
    const [first, other] = [1, 2].map(() => aWindow(machine, service, { settings: () => limits }).desk)
    if (!first || !other) throw new Error('No windows.')
    await started(first, aNewJob({ fields: { count: 3 } }))
    const takeBack = await other.allowMore()
    expect(await first.check({ actor: 'person', images: 3 })).toEqual({ ok: true })
    await takeBack()
    expect(await first.check({ actor: 'person', images: 1 })).toMatchObject({ limit: 'images' })
  })

  test('count what the history has forgotten', async () => {
    const { clock } = machine
    const images = [{ url: 'https://x/1.png', kept: 'a', tries: 0 }]
    const end = { kind: 'done', charged: 'yes', atMs: clock.now() } as const
    for (let number = 0; number < 303; number++) write({ id: `job-${number}`, images, end })
    const settled = { ...limits, limits: { ...limits.limits, images: 303 } }
    const { desk } = aWindow(machine, aService(), { settings: () => settled })
    expect((await listed(desk)).length).toBe(300)
    expect(await desk.check({ actor: 'person', images: 1 })).toMatchObject({ limit: 'images' })
  })

  test('end with the session: after four hours without a submission the count begins again', async () => {
    const { desk } = aWindow(machine, aService(), { settings: () => limits })
    await started(desk, aNewJob({ fields: { count: 3 } }))
    await machine.clock.advance(3 * hour)
    expect(await desk.check({ actor: 'person', images: 1 })).toMatchObject({ ok: false })
    await machine.clock.advance(2 * hour)
    expect(await desk.check({ actor: 'person', images: 1 })).toEqual({ ok: true })
  })
})

test('what the service charged is the estimate of the next order, and written into its record', async () => {
  const { desk } = aWindow(machine, aService())
  await started(desk)
  expect((await desk.learned()).byModel.get('generate flux-dev')?.costs).toEqual([{ amount: 0.2, currency: 'credit' }])
  await started(desk, aNewJob({ id: 'job-00000002', fields: { count: 2 } }))
  expect(machine.records.jobs.get('job-00000002')?.text).toContain('"estimate":{"amount":0.4,"currency":"credit"}')
})

test('where nothing is known yet, the configured price is the estimate', async () => {
  const { desk } = aWindow(machine, aService(), { settings: () => ({ ...settings, prices: { 'flux-dev': 0.03 } }) })
  await started(desk)
  expect(machine.records.jobs.get(id)?.text).toContain('"estimate":{"amount":0.03,"currency":"USD"}')
})

test('a disk that cannot take the first record submits nothing', async () => {
  const service = aService()
  const { desk } = aWindow(machine, service, {
    store: {
      ...createMemoryStore<Place>(),
      create: () => Promise.reject(new Error('ENOSPC')),
    },
  })
  await expect(desk.start(aNewJob())).rejects.toThrow('ENOSPC')
  expect(service.posts).toBe(0)
})

test('listeners learn of every change', async () => {
  const onChange = vi.fn<() => void>()
  const { desk } = aWindow(machine, aService(), { onChange })
  await started(desk)
  expect(onChange.mock.calls.length).toBeGreaterThan(3)
})

test.each([
  ['file_system', Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })],
  ['unexpected', new Error('Something else.')],
])('a job that can’t be recorded isn’t submitted, and its failure says so: %s', async (code, error) => {
  const service = aService()
  const errors: unknown[] = []
  const { desk } = aWindow(machine, service, {
    store: { ...createMemoryStore<Place>(machine), create: () => Promise.reject(error) },
    onError: (each) => void errors.push(each),
  })
  expect(await started(desk)).toMatchObject({
    state: 'failed',
    prompt: 'a red fox',
    failure: { code, charged: 'no', summary: error.message },
    mayCostTwice: false,
    isRecoverable: false,
  })
  expect([service.tasks, errors]).toEqual([[], [error]])
})
