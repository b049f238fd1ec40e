import { beforeEach, expect, test, vi } from 'vitest'
import type * as vscode from 'vscode'
import type { NewJob } from '../../jobs/job-desk.ts'
import { aView } from '../../model/jobs/fixture.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import type { Services } from '../../services.ts'

const settings = { sandbox: true }
const cancellation = {
  isCancellationRequested: false,
  onCancellationRequested: (listener: () => void) => ((cancel = listener), { dispose: () => undefined }),
}
let cancel: () => void
const warnings: string[] = []
let answerWarning: 'accept' | undefined
const answerQuestion = vi.fn<() => void>()

const executed: unknown[][] = []
vi.mock('vscode', () => ({
  commands: { executeCommand: async (...args: unknown[]) => void executed.push(args) },
  ProgressLocation: { Notification: 15 },
  env: { language: 'en' },
  window: {
    showInformationMessage: async (_message: string, options: unknown, button: string) => {
      if (typeof options === 'object') answerQuestion()
      return button
    },
    showWarningMessage: async (message: string, _options: unknown, button?: string) => {
      warnings.push(message)
      return answerWarning === 'accept' ? button : undefined
    },
    showErrorMessage: async () => undefined,
    activeTextEditor: {},
    withProgress: async (_options: unknown, work: (...args: unknown[]) => Promise<unknown>) =>
      work({ report: () => undefined }, cancellation),
  },
  workspace: {
    getConfiguration: () => ({ get: (name: string) => (name === 'sandbox' ? settings.sandbox : undefined) }),
  },
}))
vi.mock('./missing.ts', () => ({
  findMissing: async () =>
    ['/a.png', '/b.png', '/c.png', '/d.png', '/e.png'].map((path, index) => ({
      // They stand one right after the other.
      image: { alt: path, path, pathStart: index * 10 + 5, start: index * 10, end: index * 10 + 10 },
      target: { path, toString: () => `file://${path}`, with: () => ({ toString: () => 'file:///' }) },
    })),
}))

vi.mock('../insert/insert-link.ts', () => ({ insertLinks: async () => true }))
vi.mock('../submission/finish.ts', () => ({ finish: async () => undefined }))
const { fillAll, fillOne } = await import('./fill.ts')

const started: NewJob[] = []
/** What lies on the disk. */
let saved: JobView[] = []
const start = vi.fn<(job: NewJob) => Promise<unknown>>()
const check = vi.fn<() => Promise<unknown>>(async () => ({ ok: true }))
const takeBack = vi.fn<() => Promise<void>>(async () => undefined)
/** Places in documents that are followed. */
const followed = new Set<object>()
const services = {
  isReady: async () => true,
  log: { info: () => undefined },
  context: { workspaceState: { get: () => undefined } },
  anchors: {
    mark() {
      const insertion = {}
      followed.add(insertion)
      return insertion
    },
    forget: (insertion: object) => followed.delete(insertion),
  },
  jobs: {
    report: async (_id: string, work?: (...given: unknown[]) => Promise<unknown>) => (await work?.({}, false), true),
    start,
    list: async () => saved,
    running: [],
    check,
    allowMore: async () => takeBack,
    stop: () => undefined,
    learned: async () => ({ byModel: new Map() }),
  },
} as unknown as Services
const document = { positionAt: () => ({}) } as unknown as vscode.TextDocument

beforeEach(() => {
  vi.clearAllMocks()
  started.length = 0
  executed.length = 0
  saved = []
  followed.clear()
  warnings.length = 0
  answerWarning = 'accept'
  cancellation.isCancellationRequested = false
  check.mockImplementation(async () => ({ ok: true }))
  settings.sandbox = true
  answerQuestion.mockReset()
  start.mockImplementation(async (job) => {
    started.push(job)
    return aView({ state: 'done' })
  })
})

test('a sandbox that is switched off while the queue is worked off stays on for the rest of it', async () => {
  start.mockImplementation(async (job) => {
    started.push(job)
    settings.sandbox = false
    return aView({ state: 'done' })
  })
  await fillAll(services, document)
  expect(started.map((job) => job.isSandbox)).toEqual([true, true, true, true, true])
})

test('a sandbox that is switched off while the question is open stays on: no price was said', async () => {
  answerQuestion.mockImplementation(() => (settings.sandbox = false))
  await fillAll(services, document)
  expect(started.map((job) => job.isSandbox)).toEqual([true, true, true, true, true])
  expect(check).not.toHaveBeenCalled()
})

test('without the sandbox all are checked against the budget, at once and before the first', async () => {
  settings.sandbox = false
  check.mockImplementation(async () => {
    expect(started).toEqual([])
    return { ok: true }
  })
  await fillAll(services, document)
  expect(check.mock.calls).toEqual([[{ actor: 'person', images: 5, cost: undefined }]])
  expect(started.map((job) => job.isSandbox)).toEqual([false, false, false, false, false])
})

test('a queue continues within the limits only: what another window uses up meanwhile is not requested', async () => {
  settings.sandbox = false
  start.mockImplementation(async (job) => {
    started.push(job)
    return started.length > 3 ? { ok: false, limit: 'images', value: 3 } : aView({ state: 'done' })
  })
  await fillAll(services, document)
  expect(started.map(({ isLimited }) => isLimited)).toEqual([true, true, true, true, true])
  expect(followed.size).toBe(3)
  expect(warnings).toEqual(['The limit of this session is reached: 2 images weren’t requested.'])
})

test.each([
  [true, 1],
  [false, 0],
])('a queue that is cancelled (%s) gives back what a user allowed for it', async (isCancelled, times) => {
  settings.sandbox = false
  check.mockImplementation(async () => ({ ok: false, limit: 'images', value: 1 }))
  start.mockImplementation(async (job) => {
    started.push(job)
    cancellation.isCancellationRequested = isCancelled
    if (isCancelled) cancel()
    return aView({ state: 'done' })
  })
  await fillAll(services, document)
  expect(started.map(({ isLimited }) => isLimited)).toEqual(Array.from({ length: isCancelled ? 1 : 5 }, () => false))
  expect(takeBack).toHaveBeenCalledTimes(times)
})

test('a place is followed only as long as an image can come to it', async () => {
  settings.sandbox = false
  check.mockImplementation(async () => ({ ok: false, limit: 'images', value: 1 }))
  answerWarning = undefined
  await fillOne(services, document, 0)
  await fillAll(services, document)
  expect([started.length, followed.size]).toEqual([0, 0])
})

const prompts = (): unknown[] => started.map(({ request }) => request['prompt'])

test.each<[string, number, string | undefined, string]>([
  ['one that stands right after another', 10, undefined, '/b.png'],
  ['one that has moved since the offer', 12, '/d.png', '/d.png'],
])('of placeholders, %s is the one that is filled', async (_, offset, path, filled) => {
  await fillOne(services, document, offset, path)
  expect(prompts()).toEqual([filled])
})

test('a double click requests one image', async () => {
  await Promise.all([0, 1].map(() => fillOne(services, document, 0)))
  expect(prompts()).toEqual(['/a.png'])
  await fillOne(services, document, 0)
  expect(prompts()).toEqual(['/a.png', '/a.png'])
})

test.each<[string, Partial<JobView>, unknown[]]>([
  ['is made in another window', { isHeld: true, state: 'submitted' }, ['fluxkit.showRunning']],
  ['may have been paid for', { isRecoverable: true, state: 'unknown' }, ['fluxkit.showOutcome', 'job-00000001']],
  ['is there, and not yet in the text', { isReported: false, state: 'done' }, ['fluxkit.showOutcome', 'job-00000001']],
])('a placeholder whose image %s is not requested again', async (_, job, shown) => {
  saved = [aView({ ...job, target: { folder: 'file:///', stem: 'a' } })]
  await fillOne(services, document, 0)
  expect([prompts(), executed]).toEqual([[], [shown]])
  await fillAll(services, document)
  expect(prompts()).toEqual(['/b.png', '/c.png', '/d.png', '/e.png'])
})

test('a placeholder that waits in the queue of its file is not requested by a click on it', async () => {
  const clicks: Promise<void>[] = []
  start.mockImplementation(async (job) => {
    started.push(job)
    if (clicks.length === 0) clicks.push(fillOne(services, document, 40))
    return aView({ state: 'done' })
  })
  await fillAll(services, document)
  await Promise.all(clicks)
  expect(prompts()).toEqual(['/a.png', '/b.png', '/c.png', '/d.png', '/e.png'])
})
