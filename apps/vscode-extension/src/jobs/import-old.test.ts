// Version 0.1 kept a file for each job, and windows of it keep running after an update: what they do is written here as they do it.

import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFileStore, type FileStore } from '@fluxkit/jobs/node'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Place } from '../model/jobs/place.ts'
import { createOldWindows } from '../platform/old-windows.ts'
import { oldRecord as created } from './fixtures/old-record.ts'
import { importOld } from './import-old.ts'

const { id } = created
const noProcess = 2 ** 22 + 1
const submitted = { taskId: 'task-1', submittedAtMs: 1_795_362_302_000 }
const saving = { ...submitted, imageUrls: ['https://images.test/0.png'] }
const file = { index: 0, uri: 'file:///ws/images/a-red-fox.png', width: 4, height: 5 }
/** The steps of a job, as such a window writes them. */
const steps = [
  { state: 'created' },
  { state: 'submitting' },
  { state: 'running', ...submitted },
  { state: 'saving', ...saving },
  { state: 'saving', ...saving, files: [file] },
] as const
const done = { state: 'done', ...saving, files: [file], endedAtMs: 1_795_362_309_000 }

let root: string
let folder: string
let store: FileStore<Place>
/** By the clock of the files. It stands still, so that a busy machine makes no window look dead. */
let startMs: number
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fluxkit-old-'))
  startMs = (await stat(root)).mtimeMs
  folder = join(root, 'old')
  await mkdir(join(folder, 'windows'), { recursive: true })
  store = createFileStore<Place>({ folder: join(root, 'data') })
})
afterEach(async () => {
  await store.close()
  await rm(root, { recursive: true, force: true })
})

/** A window of version 0.1 that works on a job. */
function oldWindow(pid: number = process.pid) {
  const owner = { windowId: 'window-1', pid, host: hostname() }
  const write = (record: object): Promise<void> => writeFile(join(folder, `${id}.json`), JSON.stringify(record))
  return {
    async at(step: object): Promise<void> {
      await writeFile(join(folder, 'windows', owner.windowId), '')
      await write({ ...created, ...step, owner })
    },
    async end(): Promise<void> {
      await write({ ...created, ...done })
      await rm(join(folder, 'windows', owner.windowId))
    },
    /** @returns Whether it may work on the job of another window that has died. */
    async claims(generation: number): Promise<boolean> {
      try {
        await (await open(join(folder, `${id}.claim-${generation}`), 'wx')).close()
        return true
      } catch {
        return false
      }
    },
  }
}

const imported = () => importOld(folder, store, 'https://api.example', () => startMs)

describe.each(steps.map((step) => [step.state, step] as const))('a job of version 0.1 that is %s', (_, step) => {
  test('stays with the living window that works on it, which ends it, and is moved by the next start', async () => {
    const window = oldWindow()
    await window.at(step)
    expect(await imported()).toEqual([])
    expect(await store.read(id)).toBeUndefined()
    expect(JSON.parse(await readFile(join(folder, `${id}.json`), 'utf8'))).toMatchObject(step)
    await window.end()
    await imported()
    expect(await store.read(id)).toMatchObject({
      held: false,
      job: { task: { id: 'task-1' }, images: [{ kept: file.uri }], end: { kind: 'done' } },
    })
    expect(await readdir(folder)).toEqual(['windows'])
  })

  test('of a window that died is moved at once', async () => {
    const window = oldWindow(noProcess)
    await window.at(step)
    await imported()
    expect(await store.read(id)).toMatchObject({ held: false, job: { id } })
    expect(await readdir(folder)).toEqual(['windows'])
  })
})

test('a job whose window died is moved, or taken over by another window of version 0.1, never both', async () => {
  const window = oldWindow(noProcess)
  await window.at({ state: 'running', ...submitted })
  const moving = createOldWindows(folder, () => startMs)
  const text = await readFile(join(folder, `${id}.json`), 'utf8')
  expect(await moving.take(id, text)).toBe(true)
  expect(await window.claims(2)).toBe(false)
  await moving.close()
  expect(await window.claims(2)).toBe(true)
  expect(await imported()).toEqual([])
  expect(await store.read(id)).toBeUndefined()
})

test('a window that is on another machine is alive for as long as it shows that, and a claim is stale after half a minute', async () => {
  const owner = { windowId: 'window-2', pid: noProcess, host: 'another-machine' }
  const text = JSON.stringify({ ...created, ...steps[2], owner })
  await writeFile(join(folder, 'windows', 'window-2'), '')
  let nowMs = startMs
  const windows = createOldWindows(folder, () => nowMs)
  expect(await windows.take(id, text)).toBe(false)
  nowMs += 25_000
  expect(await windows.take(id, text)).toBe(true)
  expect(await windows.take(id, text)).toBe(false)
  nowMs += 35_000
  expect(await windows.take(id, text)).toBe(true)
})

test.each(['', '[]', 'null', '{"generation":1,"owner":{"windowId":"../../escape"}}'])(
  'a record that says %j is nobody’s',
  async (text) => {
    expect(await createOldWindows(folder).take(id, text)).toBe(true)
  },
)
