import { type FluxClient, TaskFailedError } from '@fluxkit/core'
import { describe, expect, test, vi } from 'vitest'
import { accountOf } from './account-of.ts'
import { createFluxService } from './create-flux-service.ts'

const signal = new AbortController().signal
const images = [{ url: 'https://a.example/1.png', raw: {} }]
const task = { id: 'task-1', key: 'job-1.1', model: 'flux-dev', prompt: 'a fox', submittedAtMs: 5 }

function aClient(parts: object = {}): Pick<FluxClient, 'submit' | 'tasks' | 'images' | 'checkConnection'> {
  return parts as never
}
const serviceWith = (parts: object, callbackUrlFor?: (key: string) => Promise<string>) =>
  createFluxService({
    client: aClient(parts),
    address: 'https://api.example',
    account: 'acc-1',
    ...(callbackUrlFor && { callbackUrlFor }),
  })

describe('a client of core as a service for jobs', () => {
  test('reports each POST before it leaves, and fails with what the report fails with', async () => {
    const wires: unknown[] = []
    const submit = vi.fn<FluxClient['submit']>(async (request, options) => {
      await options?.onAttempt?.({ number: 1, wire: request, size: {}, atMs: 1 } as never)
      return { id: 'task-1' } as never
    })
    const service = serviceWith({ submit })
    const accepted = await service.submit(
      { action: 'generate', prompt: 'a fox' },
      { key: 'job-1.1', onAttempt: async ({ wire }) => void wires.push(wire) },
    )
    expect(accepted).toEqual({ id: 'task-1' })
    expect(wires).toEqual([{ action: 'generate', prompt: 'a fox' }])
    const full = new Error('The disk is full.')
    const refused = service.submit({ prompt: 'a fox' }, { key: 'k', onAttempt: () => Promise.reject(full) })
    await expect(refused).rejects.toBe(full)
  })

  test('submits and waits with the callback URL of the attempt', async () => {
    const submit = vi.fn<FluxClient['submit']>(async () => ({ id: 'task-1' }) as never)
    const wait = vi.fn<FluxClient['tasks']['wait']>(async () => ({ taskId: 'task-1', images, raw: {} }))
    const service = serviceWith({ submit, tasks: { wait } }, async (key) => `https://bot.example/${key}`)
    await service.submit({ prompt: 'a fox' }, { key: 'job-1.1', onAttempt: async () => undefined })
    expect(submit.mock.calls[0]).toMatchObject([{ callbackUrl: 'https://bot.example/job-1.1' }, { jobKey: 'job-1.1' }])
    await service.wait(task, { signal, deadlineMs: 9, onProgress: () => undefined })
    expect(wait.mock.calls[0]).toMatchObject([
      'task-1',
      { jobKey: 'job-1.1', expectCallback: true, model: 'flux-dev', prompt: 'a fox', submittedAtMs: 5, deadlineMs: 9 },
    ])
  })

  test('waits without a key where nothing calls back, and passes progress on', async () => {
    const wait = vi.fn<FluxClient['tasks']['wait']>(async (_, options) => {
      options?.onProgress?.({ type: 'running', taskId: 'task-1', elapsedMs: 1, expectedMs: 2 } as never)
      options?.onProgress?.({ type: 'submitted', taskId: 'task-1', atMs: 1 } as never)
      return { taskId: 'task-1', images, raw: {} }
    })
    const progress: unknown[] = []
    const service = serviceWith({ tasks: { wait } })
    await service.wait(task, { signal, deadlineMs: 9, onProgress: (event) => void progress.push(event) })
    expect(wait.mock.calls[0]?.[1]).not.toHaveProperty('jobKey')
    expect(progress).toEqual([{ state: 'running', elapsedMs: 1, expectedMs: 2 }])
  })

  test.each([
    [0, 1],
    [0.25, 1],
    [-5, 1],
    [2_500.5, 2_500.5],
    [Infinity, 2_147_483_647],
  ])('waits with a limit that core takes: %d becomes %d', async (deadlineMs, limitMs) => {
    const wait = vi.fn<FluxClient['tasks']['wait']>(async () => ({ taskId: 'task-1', images, raw: {} }))
    await serviceWith({ tasks: { wait } }).wait(task, { signal, deadlineMs, onProgress: () => undefined })
    expect(wait.mock.calls[0]?.[1]).toMatchObject({ deadlineMs: limitMs })
  })

  test('a check gives the result, nothing while the task runs, and throws why it failed', async () => {
    const failed = new TaskFailedError('Failed.', { taskId: 'task-1' })
    const get = vi
      .fn<() => Promise<object>>()
      .mockResolvedValueOnce({ state: 'running' })
      .mockResolvedValueOnce({ state: 'succeeded', result: { images } })
      .mockResolvedValueOnce({ state: 'failed', error: failed })
    const service = serviceWith({ tasks: { get } })
    expect(await service.check(task, { signal })).toBeUndefined()
    expect(await service.check(task, { signal })).toEqual({ images })
    await expect(service.check(task, { signal })).rejects.toBe(failed)
  })

  test('an account that can’t be reached isn’t one without the lost task', async () => {
    const offline = new Error('offline')
    const find = vi.fn<() => Promise<undefined>>()
    const service = serviceWith({ tasks: { find }, checkConnection: () => Promise.reject(offline) })
    const attempt = { key: 'job-1.1', wire: {}, sentAtMs: 1 }
    const search = service.find?.({ attempt, others: [], isKnown: async () => false }, { signal })
    await expect(search).rejects.toBe(offline)
    expect(find).not.toHaveBeenCalled()
  })
})

test('the account of a token is short, the same each time, and another one for another token or service', async () => {
  const account = await accountOf('token-1', 'https://api.example')
  expect(account).toMatch(/^[0-9a-f]{12}$/)
  expect(await accountOf('token-1', 'https://api.example')).toBe(account)
  expect(await accountOf('token-2', 'https://api.example')).not.toBe(account)
  expect(await accountOf('token-1', 'https://other.example')).not.toBe(account)
})
