import { requestFields } from '@fluxkit/core/schemas'
import { beforeEach, expect, test, vi } from 'vitest'
import type { NewJob } from '../../jobs/job-desk.ts'
import { aView } from '../../model/jobs/fixture.ts'
import type { Services } from '../../services.ts'
import type { ImageRequest } from './image-request.ts'

const settings = { sandbox: false, prices: { 'flux-dev': 0.5 } as Record<string, number> }
const answers: (string | undefined)[] = []
const onQuestion = vi.fn<(message: string) => void>()

vi.mock('vscode', () => ({
  env: { language: 'en' },
  ProgressLocation: { Notification: 15 },
  window: {
    showWarningMessage: async (message: string) => {
      onQuestion(message)
      return answers.shift()
    },
    withProgress: async (_options: unknown, work: (...args: unknown[]) => Promise<unknown>) =>
      work({ report: () => undefined }, { onCancellationRequested: () => ({ dispose: () => undefined }) }),
  },
  workspace: {
    getConfiguration: () => ({
      get: (name: string) => (name === 'sandbox' ? settings.sandbox : name === 'prices' ? settings.prices : undefined),
    }),
  },
}))

const { submit, toJob } = await import('./image-request.ts')
const folder = { toString: () => 'file:///pics' }
const imageRequest = {
  action: 'generate',
  prompt: 'a red fox',
  model: 'flux-dev',
  count: 1,
  folder,
  stem: 'fox',
} as unknown as ImageRequest
const byModel = new Map([['generate flux-2-pro', { costs: [{ amount: 0.2, currency: 'credit' }], durationsMs: [] }]])
const check = vi.fn<(demand: unknown) => Promise<unknown>>()
const start = vi.fn<(job: NewJob) => Promise<unknown>>()
const takeBack = vi.fn<() => Promise<void>>(async () => undefined)
const allowMore = vi.fn<() => Promise<() => Promise<void>>>(async () => takeBack)
const services = {
  log: { info: () => undefined },
  jobs: { running: [], start, check, allowMore, learned: async () => ({ byModel }) },
} as unknown as Services

beforeEach(() => {
  vi.clearAllMocks()
  answers.length = 0
  onQuestion.mockReset()
  settings.sandbox = false
  check.mockResolvedValue({ ok: true })
  start.mockResolvedValue(aView({ state: 'done' }))
})

test('a request that says nothing of the sandbox goes by the setting; one for which it was decided keeps to it', () => {
  settings.sandbox = true
  expect([toJob(imageRequest).isSandbox, toJob({ ...imageRequest, sandbox: false }).isSandbox]).toEqual([true, false])
})

test('the record of a submission has what the service needs, and where the image goes', () => {
  expect(toJob({ ...imageRequest, count: 2, size: '1:1' })).toMatchObject({
    actor: 'person',
    request: { action: 'generate', prompt: 'a red fox', model: 'flux-dev', size: '1:1', count: 2 },
    place: { target: { folder: 'file:///pics', stem: 'fox' } },
  })
  const edit = toJob({ ...imageRequest, action: 'edit', model: 'flux-kontext-pro', source: 'https://x/fox.png' })
  expect(edit.request).toMatchObject({ action: 'edit', imageUrl: 'https://x/fox.png' })
  expect(edit.request).not.toHaveProperty('count')
  expect(toJob({ ...imageRequest, action: 'edit', source: 'file:///fox.png' }).request).not.toHaveProperty('imageUrl')
})

test('every field of core that people decide is sent', () => {
  const forPrograms = new Set(['callbackUrl', 'extra', 'unchecked', 'imageSize'])
  const generated = toJob({ ...imageRequest, size: '1:1' }).request
  const edited = toJob({ ...imageRequest, action: 'edit', source: 'https://x/fox.png' }).request
  const fields = Object.keys(requestFields).filter((name) => !forPrograms.has(name))
  expect(Object.keys({ ...generated, ...edited })).toEqual(expect.arrayContaining(fields))
})

test('what was checked against the budget is what is submitted, whatever is set while the question is open', async () => {
  check.mockResolvedValue({ ok: false, limit: 'images', value: 1 })
  answers.push('Continue')
  onQuestion.mockImplementation(() => (settings.sandbox = true))
  await submit(services, imageRequest)
  expect(start.mock.calls[0]?.[0]).toMatchObject({ isSandbox: false, isLimited: false })
  expect(check.mock.calls).toEqual([[{ actor: 'person', images: 1, cost: 0.5 }]])
  expect(allowMore).toHaveBeenCalledTimes(1)
})

test('a user who keeps to the limit submits nothing', async () => {
  check.mockResolvedValue({ ok: false, limit: 'cost', value: 1 })
  expect(await submit(services, imageRequest)).toBeUndefined()
  expect([start, allowMore].map((each) => each.mock.calls.length)).toEqual([0, 0])
})

test('a request of which nobody knows the price is asked about where cost is limited, each time', async () => {
  check.mockResolvedValue({ ok: false, limit: 'unpriced', value: 1 })
  answers.push('Continue')
  expect(await submit(services, imageRequest)).toMatchObject({ state: 'done' })
  expect(onQuestion.mock.calls[0]?.[0]).toContain('the cost of this model isn’t known')
  expect(allowMore).not.toHaveBeenCalled()
})

test('when another window has just submitted the last of it, the user is asked', async () => {
  start.mockResolvedValueOnce({ ok: false, limit: 'images', value: 1 })
  check.mockResolvedValueOnce({ ok: true }).mockResolvedValue({ ok: false, limit: 'images', value: 1 })
  answers.push('Continue')
  expect(await submit(services, imageRequest)).toMatchObject({ state: 'done' })
  expect(start.mock.calls.map(([job]) => job.isLimited)).toEqual([true, false])
})

test.each([
  ['cancelled', false, 1],
  ['cancelled', true, 0],
  ['done', false, 0],
] as const)(
  'what was allowed for a job that is %s (may be paid: %s) is taken back: %i',
  async (state, isPaid, times) => {
    check.mockResolvedValue({ ok: false, limit: 'images', value: 1 })
    answers.push('Continue')
    start.mockResolvedValue(aView({ state, mayCostTwice: isPaid }))
    await submit(services, imageRequest)
    expect(takeBack).toHaveBeenCalledTimes(times)
  },
)
