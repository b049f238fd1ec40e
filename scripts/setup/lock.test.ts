import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withLock } from './lock.mjs'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fluxkit-lock-'))
  path = join(folder, 'setup', 'lock')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('twenty that want the lock at once work one after the other', async () => {
  let working = 0
  let most = 0
  const work = async (): Promise<void> => {
    working += 1
    most = Math.max(most, working)
    await setImmediate()
    working -= 1
  }
  await Promise.all(Array.from({ length: 20 }, () => withLock(path, work, { pollMs: 1 })))
  expect(most).toBe(1)
  expect(readdirSync(join(folder, 'setup'))).toEqual([])
})

test('the lock is free again after work that failed', async () => {
  await expect(withLock(path, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk')
  expect(existsSync(path)).toBe(false)
})

test('a lock whose holder is gone is taken over without waiting', async () => {
  await withLock(path, () => Promise.resolve())
  // Process ids end far below this number.
  writeFileSync(path, JSON.stringify({ id: 'dead', hostname: hostname(), pids: [2 ** 30] }))
  const waits: unknown[] = []
  await expect(withLock(path, () => Promise.resolve('mine'), { onWait: (owner) => waits.push(owner) })).resolves.toBe(
    'mine',
  )
  expect(waits).toEqual([])
})

test('a waiting process prints once what it waits for, and can be interrupted', async () => {
  const abort = new AbortController()
  const waits: unknown[] = []
  await withLock(path, async () => {
    const waiting = withLock(path, () => Promise.resolve(), {
      signal: abort.signal,
      pollMs: 1,
      onWait: (owner) => {
        waits.push(owner?.pids)
        void setImmediate().then(() => abort.abort())
      },
    })
    await expect(waiting).rejects.toThrow(/abort/i)
  })
  expect(waits).toEqual([[process.pid]])
})

test('a child at work is written into the lock', async () => {
  await withLock(path, async ({ adopt }) => {
    await adopt(4711)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pids: [process.pid, 4711] })
  })
})

test('a lock that somebody else took meanwhile is left to them', async () => {
  const other = JSON.stringify({ id: 'other', hostname: 'there', pids: [1] })
  await withLock(path, () => {
    writeFileSync(path, other)
    return Promise.resolve()
  })
  expect(readFileSync(path, 'utf8')).toBe(other)
})
