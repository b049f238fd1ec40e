import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRunner } from '../../runner/create-runner.ts'
import type { Runner } from '../../runner/runner.ts'
import { aJob } from '../../testing/index.ts'
import { createFileStore, type FileStore } from './file-store.ts'

let folder: string
const living = new Set<number>()
const stores: FileStore[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fluxkit-held-'))
})
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A process of this machine on the folder. */
function aProcess(pid: number): { readonly runner: Runner<unknown>; readonly store: FileStore } {
  living.add(pid)
  const self = { pid, host: 'here', boot: 'boot-1', namespace: 'pid:1' }
  const store = createFileStore({ folder, self, isRunning: (each) => living.has(each) })
  stores.push(store)
  const host = {
    serviceFor: async () => 'elsewhere' as const,
    keep: () => Promise.reject(new Error('Nothing is saved here.')),
  }
  return { runner: createRunner({ store, host }), store }
}

test('of the processes on a folder one holds a finished job; when it is killed another one does, and its writes count', async () => {
  const [first, second, third] = [aProcess(101), aProcess(102), aProcess(103)]
  const end = { kind: 'done', charged: 'yes', atMs: 5 } as const
  const claim = await first.store.create(aJob({ id: 'job-1', end }), 'a'.repeat(12), 30_000)
  if ('exists' in claim) throw new Error('It exists.')
  await first.store.release(claim)
  expect(await first.runner.hold('job-1')).toMatchObject({ end })
  expect(await second.runner.hold('job-1')).toBeUndefined()
  expect(await second.runner.amend('job-1', (job) => ({ ...job, place: 'second' }))).toBe(false)
  living.delete(101)
  const held = await Promise.all([second, third].map(({ runner }) => runner.hold('job-1')))
  expect(held.filter((job) => job !== undefined)).toHaveLength(1)
  const next = held[0] ? second : third
  expect(await next.runner.amend('job-1', (job) => ({ ...job, place: 'next' }))).toBe(true)
  expect(await first.runner.amend('job-1', (job) => ({ ...job, place: 'first' }))).toBe(false)
  await next.runner.letGo('job-1')
  expect(await next.store.read('job-1')).toMatchObject({ held: false, job: { place: 'next', end } })
})
