import { beforeEach, expect, test, vi } from 'vitest'
import { memoryEditor } from './fixtures/memory-editor.ts'

const editor = memoryEditor()
vi.mock('vscode', () => editor.api)
const { createKeptFolder } = await import('./kept-folder.ts')

const hour = 3_600_000
let nowMs = 1_000 * hour
let limits = { images: 100, bytes: 1_000_000, ageMs: 100 * hour }
const facts = { reason: 'variant', jobId: 'job-1', index: 1, prompt: 'a fox', width: 2, height: 3 } as const
const fox = editor.uri('/ws/fox.png')

/** As another window, or this one after a reload, has it. */
function opened() {
  const changed = { fire: () => undefined, event: () => ({ dispose: () => undefined }) }
  return createKeptFolder({
    folder: editor.uri('/storage/kept'),
    limits: () => limits,
    now: () => nowMs++,
    changed: changed as never,
  })
}

async function keptOnes(count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    editor.files.set('/ws/fox.png', `fox ${at}`)
    await opened().keep(fox, facts)
  }
}

const contents = (): string[] => [...editor.files].flatMap(([path, text]) => (path.endsWith('.png') ? [text] : []))

beforeEach(() => {
  editor.files.clear()
  editor.failAt(Infinity)
  limits = { images: 100, bytes: 1_000_000, ageMs: 100 * hour }
})

test('an image that is kept leaves its place, and is there after a reload, with what is known of it', async () => {
  editor.files.set('/ws/fox.png', 'a fox')
  await opened().keep(fox, facts)
  expect(editor.files.has('/ws/fox.png')).toBe(false)
  const after = opened()
  const [kept] = await after.list()
  expect(kept).toMatchObject({ ...facts, from: 'file:///ws/fox.png', bytes: 5 })
  expect(editor.files.get(kept ? after.fileOf(kept).path : '')).toBe('a fox')
})

test.each([0, 1, 2, 3, 4, 5])('a disk that fails at step %i costs no image', async (step) => {
  editor.files.set('/ws/fox.png', 'a fox')
  editor.failAt(step)
  await opened()
    .keep(fox, facts)
    .catch(() => undefined)
  const folder = opened()
  const kept = (await folder.list()).map((each) => editor.files.get(folder.fileOf(each).path))
  expect([editor.files.get('/ws/fox.png'), ...kept]).toContain('a fox')
})

test('the oldest go when there are too many, and the ten newest stay', async () => {
  limits = { images: 3, bytes: 1, ageMs: 1 }
  await keptOnes(13)
  expect(contents().toSorted()).toEqual([10, 11, 12, 3, 4, 5, 6, 7, 8, 9].map((at) => `fox ${at}`))
})

test('an image that cannot be deleted now goes with the next one', async () => {
  await keptOnes(11)
  limits = { ...limits, images: 10 }
  editor.files.set('/ws/fox.png', 'fox 11')
  editor.failAt(5)
  await opened().keep(fox, facts)
  expect(contents()).toHaveLength(11)
  editor.failAt(Infinity)
  await keptOnes(1)
  expect(contents()).toHaveLength(10)
})

test('an image that another window has just deleted, or restored, is deleted without an error', async () => {
  await keptOnes(1)
  const windows = [opened(), opened()]
  const [kept] = await opened().list()
  if (kept === undefined) throw new Error('Nothing is kept.')
  await Promise.all(windows.map((window) => window.remove(kept)))
  await opened().remove(kept)
  expect(contents()).toEqual([])
})

test('a disk that refuses to delete an image is reported, and the image stays', async () => {
  await keptOnes(1)
  const [kept] = await opened().list()
  if (kept === undefined) throw new Error('Nothing is kept.')
  editor.failAt(0)
  await expect(opened().remove(kept)).rejects.toThrow('Unavailable')
  expect(await opened().list()).toEqual([kept])
})

test('an image whose deletion was cut short is in no list, and goes later', async () => {
  await keptOnes(1)
  const [kept] = await opened().list()
  if (kept === undefined) throw new Error('Nothing is kept.')
  editor.failAt(1)
  await opened().remove(kept)
  expect(await opened().list()).toEqual([])
  nowMs += 2 * hour
  await keptOnes(1)
  expect(contents()).toEqual(['fox 0'])
  expect(await opened().list()).toHaveLength(1)
})

test('two windows that make room at the same moment delete the same, and keep the same', async () => {
  limits = { ...limits, images: 10 }
  await keptOnes(10)
  const images = ['one', 'two'].map((name) => {
    editor.files.set(`/ws/${name}.png`, name)
    return editor.uri(`/ws/${name}.png`)
  })
  await Promise.all(images.map((image) => opened().keep(image, facts)))
  expect(contents().toSorted()).toEqual([...[2, 3, 4, 5, 6, 7, 8, 9].map((at) => `fox ${at}`), 'one', 'two'])
})

test('what a crash left half-written is in no list, and goes an hour later', async () => {
  const part = `/storage/kept/.part-${String(nowMs).padStart(15, '0')}-abc/image.png`
  editor.files.set(part, 'half')
  await keptOnes(1)
  expect(editor.files.has(part)).toBe(true)
  expect(await opened().list()).toHaveLength(1)
  nowMs += 2 * hour
  await keptOnes(1)
  expect(editor.files.has(part)).toBe(false)
})

test('a folder whose facts are damaged hides no other image', async () => {
  await keptOnes(2)
  editor.files.set('/storage/kept/000-x/facts.json', '{"v":1')
  expect(await opened().list()).toHaveLength(2)
})

test('without a folder there is nothing', async () => {
  expect(await opened().list()).toEqual([])
})
