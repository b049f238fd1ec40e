import { expect, test, vi } from 'vitest'
import type { Job } from '../../model/jobs/job.ts'
import type { Services } from '../../services.ts'
import type { Order } from './order.ts'

const settings = { sandbox: false }

vi.mock('vscode', () => ({
  l10n: { t: (text: string) => text },
  ProgressLocation: { Notification: 15 },
  window: {
    showWarningMessage: async (_message: string, _options: unknown, button: string) => {
      settings.sandbox = !settings.sandbox
      return button
    },
    withProgress: async (_options: unknown, work: (...args: unknown[]) => Promise<unknown>) =>
      work({ report: () => undefined }, { onCancellationRequested: () => ({ dispose: () => undefined }) }),
  },
  workspace: {
    getConfiguration: () => ({
      get: (name: string) =>
        name === 'sandbox' ? settings.sandbox : name === 'prices' ? { 'flux-dev': 0.5 } : undefined,
    }),
  },
}))

const { place, priceOfOrder, toJob } = await import('./order.ts')
const folder = { toString: () => 'file:///pics' }
const order = { action: 'generate', prompt: 'a red fox', model: 'flux-dev', folder, stem: 'fox' } as unknown as Order

test('an order that says nothing of the sandbox goes by the setting', () => {
  settings.sandbox = true
  expect([toJob(order).sandbox, priceOfOrder(order)]).toEqual([true, undefined])
  settings.sandbox = false
  expect([toJob(order).sandbox, priceOfOrder(order)]).toEqual([false, 0.5])
})

test('an order for which that was decided keeps to it', () => {
  settings.sandbox = false
  expect([toJob({ ...order, sandbox: true }).sandbox, priceOfOrder({ ...order, sandbox: true })]).toEqual([
    true,
    undefined,
  ])
})

test('what was checked against the budget is what is ordered, whatever is set while the question is open', async () => {
  settings.sandbox = false
  const spend = vi.fn<() => void>()
  const start = vi.fn<(job: Job) => Promise<Job>>(async (job) => job)
  const services = {
    isReady: async () => true,
    budget: { check: () => ({ ok: false, limit: 'pictures', value: 1 }), reset: () => undefined, spend },
    log: { info: () => undefined },
    jobs: { running: [], start },
  } as unknown as Services
  expect(await place(services, order)).toMatchObject({ sandbox: false })
  expect(spend.mock.calls).toEqual([['person', 1, 0.5]])
})
