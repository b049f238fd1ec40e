import { describe, expect, test } from 'vitest'
import { english } from '../../language/translator.ts'
import { aView } from '../../model/jobs/fixture.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import type { KeptImage } from '../../model/kept/kept-image.ts'
import { type EntryOptions, entriesOf } from './entries.ts'
import type { Entry } from './protocol.ts'

const there = new Set(['file:///ws/fox.png', 'file:///ws/fox-2.png', 'file:///ws/a%20b.png'])
const options: EntryOptions = {
  texts: english,
  formatDate: (ms) => `at ${ms}`,
  srcOf: (uri) => (there.has(uri) ? `page:${uri}` : undefined),
  srcOfKept: ({ id }) => `page:${id}`,
  workspaceOf: ({ workspace }) => workspace,
  reasonOf: ({ reason }) => reason,
}
const fileAt = (index: number, uri: string) => ({ index, uri, width: 64, height: 32 })
const fox = fileAt(0, 'file:///ws/fox.png')
const fox2 = fileAt(1, 'file:///ws/fox-2.png')
const gone = fileAt(2, 'file:///ws/gone.png')
const kept: KeptImage = {
  id: 'k1',
  reason: 'variant',
  from: 'file:///ws/fox-3.png',
  keptAtMs: 9,
  bytes: 5,
  width: 64,
  height: 32,
  jobId: 'job-00000001',
  index: 3,
  prompt: 'a red fox',
}
const done = (part: Partial<JobView> = {}): JobView => aView({ state: 'done', files: [fox], ...part })
const only = (jobs: JobView[], aside: KeptImage[] = []): Entry | undefined =>
  entriesOf(jobs, aside, options).groups[0]?.entries[0]
const outline = (jobs: JobView[], aside: KeptImage[] = []) =>
  entriesOf(jobs, aside, options).groups.map(({ title, entries }) => [title, entries.map(({ key }) => key)])

test('images come newest first, after what is unfinished and before what is kept; failures without an image stay in the history', () => {
  const jobs = [
    done({ id: 'old', createdAtMs: 1, files: [fox2, fox] }),
    done({ id: 'new', createdAtMs: 2 }),
    aView({ id: 'runs', state: 'submitted', isHeld: true }),
    aView({ id: 'failed', state: 'failed' }),
  ]
  expect(outline(jobs, [kept])).toEqual([
    ['Unfinished', ['job:runs']],
    ['Images', ['file:new:0', 'file:old:0', 'file:old:1']],
    ['Kept images', ['kept:k1']],
  ])
})

test('an image has its name, facts and everything that can be done with it', () => {
  const job = done({ cost: { amount: 0.22, currency: 'credit' }, tookMs: 8_200, workspace: 'other', size: '64x32' })
  expect(only([job])).toEqual({
    key: 'file:job-00000001:0',
    src: 'page:file:///ws/fox.png',
    title: 'a red fox',
    name: 'fox.png',
    cost: '0.22 credits',
    facts: [
      ['Model', 'FLUX.1 dev'],
      ['Size', '64 × 32'],
      ['Requested', 'at 1000'],
      ['Time taken', '8 s'],
      ['Cost', '0.22 credits'],
      ['Workspace', 'other'],
      ['Prompt', 'a red fox'],
    ],
    actions: ['open', 'insert', 'edit', 'reveal', 'copyPath', 'copyPrompt', 'again', 'aside'],
  })
})

test('names are read, prompts of any length have a short title, and the whole prompt is among the facts', () => {
  const prompt = `${'🦊 '.repeat(300)}end`
  const entry = only([done({ prompt, files: [fileAt(0, 'file:///ws/a%20b.png')] })])
  expect(entry?.name).toBe('a b.png')
  expect(entry?.title.length).toBe(139)
  expect(entry?.title.isWellFormed()).toBe(true)
  expect(entry?.title.endsWith('…')).toBe(true)
  expect(entry?.facts.at(-1)).toEqual(['Prompt', prompt])
  expect(only([done({ files: [fileAt(0, 'file:///ws/%zz.png')] })])?.name).toBe('%zz.png')
})

describe('a file that is missing', () => {
  test('is restored from the kept images where it is one of them', () => {
    const entry = only([done({ files: [gone] })], [{ ...kept, index: 2 }])
    expect([entry?.src, entry?.state, entry?.tone, entry?.actions]).toEqual([
      undefined,
      'missing',
      'warning',
      ['restore', 'copyPrompt'],
    ])
  })
  test('is recovered where an image is owed, else restored: neither costs, and nothing is requested again', () => {
    expect(only([done({ files: [gone], isRecoverable: true })])?.actions).toEqual(['recover', 'copyPrompt'])
    expect(only([done({ files: [gone] })])?.actions).toEqual(['restore', 'copyPrompt'])
  })
})

test('a job without an image says what it does, or why not, and can be recovered when no window works on it', () => {
  const waiting = { state: 'ready', isRecoverable: true } as const
  const failure = { code: 'image_unavailable', summary: '', charged: 'yes' } as const
  expect(only([aView({ ...waiting, isHeld: true })])).toMatchObject({
    state: 'in progress',
    tone: 'busy',
    actions: ['copyPrompt'],
  })
  const left = only([aView({ ...waiting, failure })])
  expect(left).toMatchObject({ state: 'can be recovered', tone: 'warning', actions: ['recover', 'copyPrompt'] })
  expect(left?.facts[0]?.[0]).toBe('Status')
  expect(only([aView({ state: 'unknown', isRecoverable: true })])?.state).toBe('outcome unknown')
})

test('a kept image has the facts of its job, or what is known without', () => {
  const [, group] = entriesOf([done()], [kept], options).groups
  expect(group?.entries[0]).toMatchObject({
    name: 'fox-3.png',
    state: 'variant',
    actions: ['restore', 'open', 'edit', 'copyPrompt'],
  })
  expect(only([], [kept])?.facts).toEqual([
    ['Size', '64 × 32'],
    ['Prompt', 'a red fox'],
  ])
})

test('variants are asked about until that was reported, in their order; those of agents and placeholders are not', () => {
  const open = done({ id: 'open', isReported: false, files: [fox2, fox] })
  const { choices, groups, subjects } = entriesOf(
    [
      open,
      done({ id: 'chosen', files: [fox, fox2] }),
      done({ id: 'agent', isReported: false, actor: 'agent', files: [fox, fox2] }),
      done({ id: 'single', isReported: false }),
      done({ id: 'runs', isReported: false, state: 'ready', files: [fox, fox2] }),
    ],
    [],
    options,
  )
  expect(choices).toEqual([
    {
      job: 'open',
      title: 'a red fox',
      hint: 'Choose by clicking, with Enter, or with the keys 1 to 2. The others become kept images, which you can restore.',
      keepAll: 'Keep All 2',
      keys: ['file:open:0', 'file:open:1'],
    },
  ])
  expect(groups[0]?.entries[0]?.state).toBe('waiting for your choice')
  expect(subjects.get('file:open:1')).toEqual({ job: open, file: fox2 })
})
