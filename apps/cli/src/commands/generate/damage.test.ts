import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFakeClock } from '@fluxkit/core/testing'
import { isClaim, type Job } from '@fluxkit/jobs'
import { aJob } from '@fluxkit/jobs/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Cli } from '../../cli.ts'
import { openJournal } from '../../journal/open-journal.ts'
import { planList } from './list-plan.ts'

const request = { action: 'generate', prompt: 'a fox', model: 'flux-dev' } as const
const wanted = [{ service: 'https://api.example', request }]
const id = '20260101-000000-aaaa'
const holder = 'aaaaaaaaaaaa'

/** A journal with one paid job, as this program writes it or as the one before it did. */
async function journalWith(format: 'today' | 'earlier', facts: Partial<Job> = {}) {
  const data = await mkdtemp(join(tmpdir(), 'fluxkit-journal-'))
  onTestFinished(() => rm(data, { recursive: true, force: true }))
  const host = { cwd: '/', clock: createFakeClock(), random: Math.random }
  const journal = openJournal({ host, folders: { data } } as unknown as Cli)
  const folder = join(data, 'jobs', format === 'today' ? id : '')
  if (format === 'today') {
    const task = { id: 'task-1', via: 'answer' } as const
    const claim = await journal.store.create(aJob({ id, request, task, ...facts }), holder, 30_000)
    if (isClaim(claim)) await journal.store.release(claim)
  } else {
    await mkdir(folder, { recursive: true })
    const save = { directory: '/images', namePattern: '{prompt}', metadata: true }
    const times = { createdAtMs: 0, updatedAtMs: 0 }
    const service = 'https://api.example'
    const job = { version: 1, id, state: 'submitted', ...times, service, request, save, taskId: 'task-1' }
    await writeFile(join(folder, `${id}.json`), JSON.stringify(job))
  }
  const record = (await readdir(folder)).find((name) => name.endsWith('.json') && name !== 'task.json')
  return { journal, folder, path: join(folder, record ?? '') }
}

type World = Awaited<ReturnType<typeof journalWith>>

async function plan({ journal }: World): Promise<string[]> {
  return planList(wanted, await journal.list()).map(({ kind }) => kind)
}

/** Changes the text of the record. */
function rewritten(change: (text: string) => string) {
  return async ({ path }: World): Promise<void> => writeFile(path, change(await readFile(path, 'utf8')))
}

const damages: readonly (readonly [string, (world: World, format: 'today' | 'earlier') => Promise<void>, string])[] = [
  ['cut in half', rewritten((text) => text.slice(0, text.length / 2)), 'unsure'],
  ['emptied', rewritten(() => ''), 'unsure'],
  ['full of zeros', rewritten((text) => '\0'.repeat(text.length)), 'unsure'],
  ['of a later version', rewritten((text) => JSON.stringify({ ...JSON.parse(text), v: 9, version: 9 })), 'unsure'],
  [
    'in a state that this program does not know',
    rewritten((text) =>
      JSON.stringify({ ...JSON.parse(text), state: 'paused', end: { kind: 'paused', charged: 'no', atMs: 0 } }),
    ),
    'unsure',
  ],
  [
    'renamed',
    async ({ folder, path }, format) =>
      format === 'today' ? rename(folder, `${folder}-copy`) : rename(path, join(folder, '20260101-000000-zzzz.json')),
    'unsure',
  ],
  [
    'given another extension',
    async ({ folder, path }, format) =>
      rename(format === 'today' ? folder : path, `${format === 'today' ? folder : path}.bak`),
    'unsure',
  ],
  ['marked by an editor (BOM)', rewritten((text) => `\uFEFF${text}`), 'recover'],
  [
    'without its task (null)',
    rewritten((text) => JSON.stringify({ ...JSON.parse(text), task: null, taskId: null })),
    'unsure, recover',
  ],
]

describe.each(['today', 'earlier'] as const)('a record of %s', (format) => {
  it.each(damages)('that was %s never lets its prompt be submitted again', async (_name, damage, expected) => {
    const world = await journalWith(format)
    expect(await plan(world)).toEqual(['recover'])
    await damage(world, format)
    const [kind] = await plan(world)
    expect(expected.split(', ')).toContain(kind)
  })
})

describe('a record that cannot be read', () => {
  it('is moved away, with its bytes, when a user discards it', async () => {
    const world = await journalWith('today')
    await writeFile(world.path, 'half a rec')
    const [entry] = await world.journal.list()
    expect(entry && (await world.journal.discard(entry))).toBe(true)
    expect(await plan(world)).toEqual(['submit'])
    const damaged = join(world.folder, '..', '..', 'damaged')
    const [name = ''] = await readdir(damaged)
    const files = await readdir(join(damaged, name))
    const texts = await Promise.all(files.map((file) => readFile(join(damaged, name, file), 'utf8')))
    expect(texts).toContain('half a rec')
  })
})
