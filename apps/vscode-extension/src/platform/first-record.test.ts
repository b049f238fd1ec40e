import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@fluxkit/tooling/time'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onFirstRecord } from './first-record.ts'

let folder: string
let oldFolder: string
let stop: () => void
const callback = vi.fn<() => void>()

beforeEach(async () => {
  const root = await mkdtemp(join(tmpdir(), 'fluxkit-first-'))
  folder = join(root, 'data')
  oldFolder = join(root, 'old')
  callback.mockReset()
})
afterEach(async () => {
  stop()
  await rm(join(folder, '..'), { recursive: true, force: true })
})

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

test('a machine with jobs is noticed at once, and only once', async () => {
  await mkdir(join(folder, 'jobs', 'job-1'), { recursive: true })
  stop = onFirstRecord(folder, oldFolder, callback)
  await eventually(() => expect(callback).toHaveBeenCalled())
  await writeFile(join(folder, 'changes'), '')
  expect(callback).toHaveBeenCalledTimes(1)
})

test('jobs of an earlier version are noticed too', async () => {
  await mkdir(oldFolder, { recursive: true })
  await writeFile(join(oldFolder, 'job-1.json'), '{}')
  stop = onFirstRecord(folder, oldFolder, callback)
  await eventually(() => expect(callback).toHaveBeenCalledTimes(1))
})

test('the first job that another window writes is noticed when it comes', async () => {
  stop = onFirstRecord(folder, oldFolder, callback)
  await eventually(async () => expect(await isThere(folder)).toBe(true))
  expect(callback).not.toHaveBeenCalled()
  await eventually(async () => {
    // The folder may not be watched yet.
    await mkdir(join(folder, 'jobs', 'job-1'), { recursive: true })
    await writeFile(join(folder, 'changes'), String(callback.mock.calls.length))
    expect(callback).toHaveBeenCalledTimes(1)
  })
})
