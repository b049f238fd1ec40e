import { beforeEach, expect, test, vi } from 'vitest'
import { aView } from '../../model/jobs/fixture.ts'
import type { Jobs } from '../../jobs/jobs.ts'
import type { JobView, SavedFile } from '../../model/jobs/job-view.ts'
import { memoryEditor } from '../../platform/fixtures/memory-editor.ts'

const editor = memoryEditor()
vi.mock('vscode', () => editor.api)
const { createKeptFolder } = await import('../../platform/kept-folder.ts')
const { createImageWriter } = await import('../../platform/images.ts')
const { createReplacements } = await import('./replacements.ts')

const file = { index: 0, uri: 'file:///ws/fox-edited.png', width: 1, height: 1 }
const job = aView({ id: 'job-edit', action: 'edit', files: [file] })
const fox = editor.uri('/ws/fox.png')
/** The files in the record, as they were after each change. */
const saved: string[][] = []
let files: readonly SavedFile[] = []
const keepFiles: Jobs['keepFiles'] = async (_id, change) => {
  files = change(files)
  saved.push(files.map(({ uri }) => uri))
}
const read = async (): Promise<JobView> => ({ ...job, files })
let nowMs = 1

/** As this window has them, or the next one after a reload. */
function opened() {
  const kept = createKeptFolder({
    folder: editor.uri('/storage/kept'),
    limits: () => ({ images: 100, bytes: 1e9, ageMs: 1e9 }),
    now: () => nowMs++,
    changed: { fire: () => undefined, event: () => undefined } as never,
  })
  return createReplacements({
    kept,
    jobs: { keepFiles, read } as never,
    writeImage: createImageWriter(),
  })
}

const inWorkspace = (): object => Object.fromEntries([...editor.files].filter(([path]) => path.startsWith('/ws/')))

beforeEach(() => {
  saved.length = 0
  files = [file]
  editor.files.clear()
  editor.failAt(Infinity)
  editor.failToRead(undefined)
  editor.files.set('/ws/fox.png', 'day')
  editor.files.set('/ws/fox-edited.png', 'night')
})

test('an original that was replaced is given back after a reload, and its edit lies beside it', async () => {
  await opened().replace(job, file, fox)
  expect(inWorkspace()).toEqual({ '/ws/fox.png': 'night' })
  const restored = await opened().undo()
  expect(restored?.path).toBe('/ws/fox.png')
  expect(inWorkspace()).toEqual({ '/ws/fox-edited.png': 'night', '/ws/fox.png': 'day' })
  expect(saved).toEqual([['file:///ws/fox.png'], ['file:///ws/fox-edited.png']])
  expect(await opened().undo()).toBeUndefined()
})

test('two key strokes take a replacement back once', async () => {
  const replacements = opened()
  await replacements.replace(job, file, fox)
  const undone = await Promise.all([replacements.undo(fox), replacements.undo(fox)])
  expect(undone.filter((each) => each !== undefined)).toHaveLength(1)
  expect(inWorkspace()).toEqual({ '/ws/fox-edited.png': 'night', '/ws/fox.png': 'day' })
})

test('an edit that was renamed while the question was open is the one that replaces', async () => {
  editor.files.delete('/ws/fox-edited.png')
  editor.files.set('/ws/night.png', 'night')
  files = [{ ...file, uri: 'file:///ws/night.png' }]
  await opened().replace(job, file, fox)
  expect(inWorkspace()).toEqual({ '/ws/fox.png': 'night' })
})

test('an original that was kept and then not replaced is given back without a copy', async () => {
  editor.failAt(4)
  await expect(opened().replace(job, file, fox)).rejects.toThrow('Unavailable')
  editor.failAt(Infinity)
  await opened().undo(fox)
  expect(inWorkspace()).toEqual({ '/ws/fox-edited.png': 'night', '/ws/fox.png': 'day' })
})

test('what stands at the place of an original and can’t be read is not replaced', async () => {
  await opened().replace(job, file, fox)
  editor.failToRead('/ws/fox.png')
  await expect(opened().undo(fox)).rejects.toThrow('Unavailable')
  expect([...editor.files.values()].toSorted()).toEqual(expect.arrayContaining(['day', 'night']))
  expect(inWorkspace()).toEqual({ '/ws/fox.png': 'night' })
})

test('an image that was replaced twice goes back step by step', async () => {
  await opened().replace(job, file, fox)
  editor.files.set('/ws/fox-edited.png', 'dusk')
  files = [file]
  await opened().replace(job, file, fox)
  await opened().undo(fox)
  expect(inWorkspace()).toEqual({ '/ws/fox-edited.png': 'dusk', '/ws/fox.png': 'night' })
  await opened().undo(fox)
  expect(inWorkspace()).toEqual({ '/ws/fox-edited-2.png': 'night', '/ws/fox-edited.png': 'dusk', '/ws/fox.png': 'day' })
})

test('an original that cannot be kept is not replaced', async () => {
  editor.failAt(0)
  await expect(opened().replace(job, file, fox)).rejects.toThrow('Unavailable')
  expect(inWorkspace()).toEqual({ '/ws/fox-edited.png': 'night', '/ws/fox.png': 'day' })
})

test.each(Array.from({ length: 10 }, (_, step) => step))(
  'a disk that fails at step %i of taking back costs neither image',
  async (step) => {
    await opened().replace(job, file, fox)
    editor.failAt(step)
    await opened()
      .undo(fox)
      .catch(() => undefined)
    expect([...editor.files.values()]).toEqual(expect.arrayContaining(['day', 'night']))
    editor.failAt(Infinity)
    await opened().undo(fox)
    expect(editor.files.get('/ws/fox.png')).toBe('day')
    expect([...editor.files.values()]).toContain('night')
  },
)
