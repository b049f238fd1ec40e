import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRunner } from '@fluxkit/jobs'
import { createFileStore } from '@fluxkit/jobs/node'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { aNewJob, settings } from './fixtures/a-desk.ts'
import { oldRecord } from './fixtures/old-record.ts'
import type { JobDesk } from './job-desk.ts'

vi.mock('vscode', () => ({ Uri: { parse: (text: string) => ({ toString: () => text }) }, workspace: {} }))
const { openDesk } = await import('./open-desk.ts')

const lostImage = {
  ...oldRecord,
  insertion: { document: 'file:///ws/a.md', line: 3, character: 0, lineDigest: 'abc', kind: 'link' },
  state: 'failed',
  taskId: 'task-1',
  submittedAtMs: 1_795_362_302_000,
  imageUrls: ['https://x/0.png'],
  failure: { code: 'image_unavailable', summary: 'Gone.', charged: 'yes' },
}

let root: string
const desks: JobDesk[] = []
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fluxkit-desk-'))
  await mkdir(join(root, 'old'))
})
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close()
  await rm(root, { recursive: true, force: true })
})

async function opened(): Promise<JobDesk> {
  const desk = await openDesk({
    folder: join(root, 'data'),
    oldFolder: join(root, 'old'),
    unsavedFolder: join(root, 'unsaved'),
    client: () => Promise.reject(new Error('nothing is requested here')),
    connection: async () => ({ address: 'https://api.example', account: '' }),
    tokens: { get: async () => undefined },
    writeImage: async () => ({ toString: () => 'file:///ws/fox.png' }) as never,
    window: () => ({ workspace: 'file:///ws', folders: ['file:///ws'] }),
    settings: () => settings,
    allowance: { read: async () => -Infinity, write: async () => undefined },
    confirm: async () => 'leave',
    onChange: () => undefined,
    onTakenUpEnd: () => undefined,
    onError: (error) => {
      throw error
    },
  })
  desks.push(desk)
  return desk
}

const write = (name: string, value: object | string): Promise<void> =>
  writeFile(join(root, 'old', name), typeof value === 'string' ? value : JSON.stringify(value))

test('jobs of an earlier version move into the folder that all apps share, and can be recovered', async () => {
  await write('job-00000001.json', lostImage)
  const desk = await opened()
  expect(await desk.list()).toMatchObject([
    {
      id: 'job-00000001',
      prompt: 'a red fox',
      state: 'ready',
      isRecoverable: true,
      target: { folder: 'file:///ws/images', stem: 'a-red-fox' },
      insertion: { document: 'file:///ws/a.md', line: 3, kind: 'link' },
    },
  ])
  expect(await readdir(join(root, 'old'))).toEqual([])
  expect(await (await opened()).list()).toHaveLength(1)
})

test('records of an earlier version that cannot be read are shown as owed and stay where they are', async () => {
  await write('job-00000002.json', '{"version":1,"id":"job-0')
  await write('job-00000003.json', { ...lostImage, version: 9, id: 'job-00000003' })
  const desk = await opened()
  expect(await desk.list()).toMatchObject([
    { id: 'job-00000002', damaged: expect.stringContaining('complete JSON') },
    { id: 'job-00000003', damaged: expect.stringContaining('later version') },
  ])
  expect(await readdir(join(root, 'old'))).toHaveLength(2)
})

test('the folder is shared: jobs of the terminal program count for what things cost, and are not shown', async () => {
  const store = createFileStore({ folder: join(root, 'data') })
  const runner = createRunner({
    store,
    host: { serviceFor: async () => 'elsewhere', keep: () => Promise.reject(new Error('never')) },
  })
  const made = await runner.create({
    id: 'job-of-cli',
    service: 'https://api.example',
    account: '',
    origin: { app: 'cli', actor: 'person' },
    request: aNewJob().request,
    place: {},
    task: { id: 'task-9', via: 'answer' },
  })
  if ('exists' in made) throw new Error('It exists.')
  await made.release()
  await runner.amend('job-of-cli', (job) => ({
    ...job,
    images: [{ url: 'https://x/9.png', kept: '/a.png', tries: 0 }],
    cost: { amount: 0.25, currency: 'credit' },
    end: { kind: 'done', charged: 'yes', atMs: 1 },
  }))
  await store.close()
  const desk = await opened()
  expect(await desk.list()).toEqual([])
  expect((await desk.learned()).byModel.get('generate flux-dev')?.costs).toEqual([{ amount: 0.25, currency: 'credit' }])
})

test('without a token nothing is submitted, and the user reads what to set', async () => {
  const desk = await opened()
  expect(await desk.start(aNewJob())).toMatchObject({ state: 'created', failure: { code: 'elsewhere' } })
})

test('a record that is removed although it cannot be read is set aside, not deleted', async () => {
  await mkdir(join(root, 'data', 'jobs', 'job-00000004'), { recursive: true })
  const desk = await opened()
  expect(await desk.list()).toMatchObject([{ id: 'job-00000004', damaged: expect.any(String) }])
  await desk.remove('job-00000004')
  expect(await desk.list()).toEqual([])
  expect(await readdir(join(root, 'data', 'damaged'))).toHaveLength(1)
})
