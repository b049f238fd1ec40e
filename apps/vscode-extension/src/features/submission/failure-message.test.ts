import { beforeEach, expect, test, vi } from 'vitest'
import { aView } from '../../model/jobs/fixture.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import type { Services } from '../../services.ts'

const executed = vi.fn<(command: string, argument?: unknown) => Promise<void>>(async () => undefined)
const shown = vi.fn<(message: string, ...buttons: string[]) => void>()

vi.mock('vscode', () => ({
  Uri: { parse: (text: string) => ({ text }) },
  commands: { executeCommand: executed },
  env: { language: 'en' },
  window: {
    showErrorMessage: async (message: string, ...buttons: string[]) => {
      shown(message, ...buttons)
      return buttons[0]
    },
  },
}))

const { showFailureMessage } = await import('./failure-message.ts')
const drafts = new Map<string, unknown>()
const read = vi.fn<() => Promise<JobView | undefined>>()
const services = {
  jobs: { read },
  context: {
    workspaceState: {
      get: (key: string, fallback: unknown) => drafts.get(key) ?? fallback,
      update: async (key: string, value: unknown) => void drafts.set(key, value),
    },
  },
} as unknown as Services
const refused = { code: 'moderated', summary: '', charged: 'no' } as const

beforeEach(() => {
  vi.clearAllMocks()
  drafts.clear()
})

test('a refused prompt can be changed: the question starts with it', async () => {
  await showFailureMessage(services, aView({ state: 'failed', prompt: 'a forbidden fox' }), refused)
  expect(shown.mock.calls).toEqual([
    ['The service refused this prompt or image. Nothing was charged.', 'Change Prompt…'],
  ])
  expect(drafts.get('fluxkit.draft.generate')).toBe('a forbidden fox')
  expect(executed.mock.calls).toEqual([['fluxkit.generateImage']])
})

test('and that of an edit, with the same image', async () => {
  const job = aView({ state: 'failed', action: 'edit', prompt: 'make it worse', source: 'file:///ws/fox.png' })
  await showFailureMessage(services, job, refused)
  expect(drafts.get('fluxkit.draft.edit')).toBe('make it worse')
  expect(executed.mock.calls).toEqual([['fluxkit.editImage', { text: 'file:///ws/fox.png' }]])
})

test.each([
  ['failed', 'fluxkit.retry'],
  ['done', 'fluxkit.recover'],
] as const)(
  'Retry of a job that is %s by now runs %s: what was recovered meanwhile is not paid for again',
  async (state, command) => {
    const job = aView({ state: 'failed' })
    read.mockResolvedValue({ ...job, state })
    await showFailureMessage(services, job, { code: 'interrupted', summary: '', charged: 'unknown' })
    expect(executed.mock.calls).toEqual([[command, job.id]])
  },
)
