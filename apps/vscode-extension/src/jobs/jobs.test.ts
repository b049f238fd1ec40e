import { expect, test, vi } from 'vitest'
import { aNewJob } from './fixtures/a-desk.ts'
import type { JobDesk } from './job-desk.ts'
import { createJobs } from './jobs.ts'

function aDesk(calls: string[]): JobDesk {
  return {
    running: [{ job: { id: 'j' }, startedAtMs: 1 }],
    takeUp: () => void calls.push('takeUp'),
    start: async ({ id }: { id: string }) => {
      calls.push(`start ${id}`)
      return { id }
    },
    stop: (id: string) => void calls.push(`stop ${id}`),
    list: async () => [],
    close: async () => void calls.push('close'),
  } as unknown as JobDesk
}

test('the code of jobs is loaded when it is first needed, once', async () => {
  const calls: string[] = []
  const open = vi.fn<() => Promise<JobDesk>>(async () => aDesk(calls))
  const jobs = createJobs(open)
  expect([jobs.running, open.mock.calls.length]).toEqual([[], 0])
  await Promise.all([jobs.start(aNewJob({ id: 'a' })), jobs.list()])
  expect([jobs.running.length, open.mock.calls.length, calls]).toEqual([1, 1, ['takeUp', 'start a']])
  await jobs.close()
  expect(calls.at(-1)).toBe('close')
})

test('a stop while it is still loading reaches the job that was started before', async () => {
  const calls: string[] = []
  const jobs = createJobs(async () => aDesk(calls))
  const started = jobs.start(aNewJob({ id: 'a' }))
  jobs.stop('a')
  await started
  expect(calls).toEqual(['takeUp', 'start a', 'stop a'])
})

test('a window in which nothing was done closes without loading anything', async () => {
  const open = vi.fn<() => Promise<JobDesk>>()
  const jobs = createJobs(open)
  jobs.stop('a')
  await jobs.close()
  expect(open).not.toHaveBeenCalled()
})

test('loading that failed is tried again', async () => {
  const open = vi.fn<() => Promise<JobDesk>>(async () => aDesk([]))
  open.mockRejectedValueOnce(new Error('EACCES'))
  const jobs = createJobs(open)
  await expect(jobs.list()).rejects.toThrow('EACCES')
  expect(await jobs.list()).toEqual([])
})

test('listeners learn of changes until they leave', async () => {
  let changed = (): void => undefined
  const jobs = createJobs(async (onChange) => {
    changed = onChange
    return aDesk([])
  })
  await jobs.list()
  const listener = vi.fn<() => void>()
  const stop = jobs.onDidChange(listener)
  changed()
  stop()
  changed()
  expect(listener).toHaveBeenCalledTimes(1)
})
