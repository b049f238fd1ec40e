import { beforeEach, expect, test, vi } from 'vitest'
import type { Uri } from 'vscode'
import { aView } from '../../model/jobs/fixture.ts'
import type { JobView, SavedFile } from '../../model/jobs/job-view.ts'
import { memoryEditor } from '../../platform/fixtures/memory-editor.ts'

const editor = memoryEditor()
vi.mock('vscode', () => editor.api)
// On a real disk it is one step of the disk; here the files are in memory.
vi.mock('../../platform/replace-file.ts', async () => {
  const { workspace } = await import('vscode')
  return { replaceFile: (from: Uri, to: Uri) => workspace.fs.rename(from, to, { overwrite: true }) }
})
const { createKeptFolder } = await import('../../platform/kept-folder.ts')
const { createImageWriter } = await import('../../platform/images.ts')
const { createReplacements } = await import('./replacements.ts')

const file = { index: 0, uri: 'file:///ws/fox-edited.png', width: 1, height: 1 }
const job = aView({ id: 'job-edit', action: 'edit', files: [file] })
const fox = editor.uri('/ws/fox.png')
const keepFiles = vi.fn<(id: string, files: readonly SavedFile[]) => Promise<void>>(async () => undefined)
const read = vi.fn<(id: string) => Promise<JobView | undefined>>()
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
  vi.clearAllMocks()
  editor.files.clear()
  editor.failAt(Infinity)
  editor.files.set('/ws/fox.png', 'day')
  editor.files.set('/ws/fox-edited.png', 'night')
  read.mockResolvedValue({ ...job, files: [{ ...file, uri: 'file:///ws/fox.png' }] })
})

test('an original that was replaced is given back after a reload, and its edit lies beside it', async () => {
  await opened().replace(job, file, fox)
  expect(inWorkspace()).toEqual({ '/ws/fox.png': 'night' })
  const restored = await opened().undo()
  expect(restored?.path).toBe('/ws/fox.png')
  expect(inWorkspace()).toEqual({ '/ws/fox-edited.png': 'night', '/ws/fox.png': 'day' })
  expect(keepFiles.mock.calls.map(([id, [saved]]) => [id, saved?.uri])).toEqual([
    ['job-edit', 'file:///ws/fox.png'],
    ['job-edit', 'file:///ws/fox-edited.png'],
  ])
  expect(await opened().undo()).toBeUndefined()
})

test('two key strokes take a replacement back once', async () => {
  const replacements = opened()
  await replacements.replace(job, file, fox)
  const undone = await Promise.all([replacements.undo(fox), replacements.undo(fox)])
  expect(undone.filter((each) => each !== undefined)).toHaveLength(1)
  expect(inWorkspace()).toEqual({ '/ws/fox-edited.png': 'night', '/ws/fox.png': 'day' })
})

test('an image that was replaced twice goes back step by step', async () => {
  await opened().replace(job, file, fox)
  editor.files.set('/ws/fox-edited.png', 'dusk')
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
