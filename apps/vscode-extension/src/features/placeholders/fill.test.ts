import { beforeEach, expect, test, vi } from 'vitest'
import type * as vscode from 'vscode'
import type { NewJob } from '../../jobs/job-desk.ts'
import { aView } from '../../model/jobs/fixture.ts'
import type { Services } from '../../services.ts'
import type { Anchors } from '../insert/anchors.ts'

const settings = { sandbox: true }
const answerQuestion = vi.fn<() => void>()

vi.mock('vscode', () => ({
  ProgressLocation: { Notification: 15 },
  env: { language: 'en' },
  l10n: { t: (text: string) => text },
  window: {
    showInformationMessage: async (_message: string, options: unknown, button: string) => {
      if (typeof options === 'object') answerQuestion()
      return button
    },
    showErrorMessage: async () => undefined,
    withProgress: async (_options: unknown, work: (...args: unknown[]) => Promise<unknown>) =>
      work({ report: () => undefined }, { onCancellationRequested: () => ({ dispose: () => undefined }) }),
  },
  workspace: {
    getConfiguration: () => ({ get: (name: string) => (name === 'sandbox' ? settings.sandbox : undefined) }),
  },
}))
vi.mock('./missing.ts', () => ({
  findMissing: async () =>
    ['/a.png', '/b.png', '/c.png', '/d.png', '/e.png'].map((path) => ({
      image: { alt: path, pathStart: 0 },
      target: { path, with: () => ({ toString: () => 'file:///' }) },
    })),
}))

const { fillAll } = await import('./fill.ts')

const started: NewJob[] = []
const start = vi.fn<(job: NewJob) => Promise<unknown>>()
const check = vi.fn<() => Promise<{ ok: true }>>(async () => ({ ok: true }))
const services = {
  isReady: async () => true,
  context: { workspaceState: { get: () => undefined } },
  jobs: {
    reported: async () => undefined,
    start,
    check,
    stop: () => undefined,
    learned: async () => ({ byModel: new Map() }),
  },
} as unknown as Services
const anchors = { mark: () => undefined } as unknown as Anchors
const document = { positionAt: () => ({}) } as unknown as vscode.TextDocument

beforeEach(() => {
  vi.clearAllMocks()
  started.length = 0
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
  await fillAll(services, anchors, document)
  expect(started.map((job) => job.isSandbox)).toEqual([true, true, true, true, true])
})

test('a sandbox that is switched off while the question is open stays on: no price was said', async () => {
  answerQuestion.mockImplementation(() => (settings.sandbox = false))
  await fillAll(services, anchors, document)
  expect(started.map((job) => job.isSandbox)).toEqual([true, true, true, true, true])
  expect(check).not.toHaveBeenCalled()
})

test('without the sandbox all are checked against the budget, at once and before the first', async () => {
  settings.sandbox = false
  check.mockImplementation(async () => {
    expect(started).toEqual([])
    return { ok: true }
  })
  await fillAll(services, anchors, document)
  expect(check.mock.calls).toEqual([[{ actor: 'person', pictures: 5, cost: undefined }]])
  expect(started.map((job) => job.isSandbox)).toEqual([false, false, false, false, false])
})
