import type { Job, Listed } from '@fluxkit/jobs'
import { expect, test } from 'vitest'
import { findAttempt, nextVariant } from './find-attempt.ts'

function storeWith(records: Record<string, Partial<Job> | 'damaged'>): {
  read: (id: string) => Promise<Listed | undefined>
} {
  return {
    async read(id) {
      const record = records[id]
      if (record === undefined) return undefined
      if (record === 'damaged') return { damaged: 'Half a file.', id }
      const job = {
        id,
        request: { prompt: 'x' },
        service: 'https://api.example',
        attempts: [],
        images: [],
        ...record,
      } as unknown as Job
      return { job, held: false }
    },
  }
}

const refused: Partial<Job> = { end: { kind: 'failed', code: 'moderated', charged: 'no', atMs: 1 } }
const unknown: Partial<Job> = { end: { kind: 'failed', code: 'task_failed', charged: 'unknown', atMs: 1 } }
const done: Partial<Job> = { end: { kind: 'done', charged: 'yes', atMs: 1 } }

test.each<[string, Record<string, Partial<Job> | 'damaged'>, string, boolean]>([
  ['a new call has a new job', {}, 'k', false],
  ['a running job is that of the call', { k: {} }, 'k', true],
  ['a finished job is that of the call', { k: done }, 'k', true],
  ['a failure that cost nothing makes room for another try', { k: refused }, 'k-1', false],
  ['what the user has forgotten makes room, too', { k: { ...done, request: { action: 'generate' } } }, 'k-1', false],
  ['each of them does', { k: refused, 'k-1': refused }, 'k-2', false],
  ['the try after a failure is found again', { k: refused, 'k-1': done }, 'k-1', true],
  ['a failure that may have cost something stays', { k: unknown }, 'k', true],
  ['a record that can’t be read stays: it may be paid for', { k: 'damaged' }, 'k', true],
  [
    'a job that a user discarded unpaid makes room',
    { k: { end: { kind: 'discarded', charged: 'no', atMs: 1 } } },
    'k-1',
    false,
  ],
])('%s', async (_, records, id, isThere) => {
  const found = await findAttempt(storeWith(records), 'k')
  expect([found.id, found.entry !== undefined]).toEqual([id, isThere])
})

test('a failed sandbox job makes room, a finished one stays', async () => {
  const sandbox = { service: 'sandbox:1' }
  expect((await findAttempt(storeWith({ k: { ...sandbox, ...unknown } }), 'k')).id).toBe('k-1')
  expect((await findAttempt(storeWith({ k: { ...sandbox, ...done } }), 'k')).id).toBe('k')
})

test('the next variant is the first one without a job', async () => {
  const store = storeWith({ v1: done, v2: done, v3: unknown, v5: done })
  expect(await nextVariant(store, 1, (variant) => `v${variant}`)).toBe(4)
  expect(await nextVariant(store, 5, (variant) => `v${variant}`)).toBe(6)
})
