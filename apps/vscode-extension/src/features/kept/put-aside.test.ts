import { beforeEach, expect, test, vi } from 'vitest'
import { aView } from '../../model/jobs/fixture.ts'
import type { SavedFile } from '../../model/jobs/job-view.ts'
import { memoryEditor } from '../../platform/fixtures/memory-editor.ts'

const editor = memoryEditor()
vi.mock('vscode', () => editor.api)
const { createImageWriter } = await import('../../platform/images.ts')
const { createKeptFolder } = await import('../../platform/kept-folder.ts')
const { putAside } = await import('./put-aside.ts')
const { restore } = await import('./restore.ts')

const file = (index: number, name: string): SavedFile => ({ index, uri: `file:///ws/${name}`, width: 1, height: 1 })
let nowMs = 1
const kept = createKeptFolder({
  folder: editor.uri('/storage/kept'),
  limits: () => ({ images: 100, bytes: 1e9, ageMs: 1e9 }),
  now: () => nowMs++,
  changed: { fire: () => undefined, event: () => undefined } as never,
})
/** As the record has it now. */
let files: readonly SavedFile[] = []
const services = {
  kept,
  log: { error: () => undefined },
  writeImage: createImageWriter(),
  jobs: {
    read: async () => aView({ id: 'job-1', files }),
    keepFiles: async (_id: string, change: (now: typeof files) => typeof files) => void (files = change(files)),
  },
} as never

beforeEach(() => {
  editor.files.clear()
  files = [file(0, 'fox.png'), file(1, 'fox-2.png')]
})

test('images that were renamed while a question was open are put aside, and the others stay known by their new names', async () => {
  const before = aView({ id: 'job-1', files })
  files = [file(0, 'red.png'), file(1, 'blue.png')]
  editor.files.set('/ws/red.png', 'red').set('/ws/blue.png', 'blue').set('/ws/fox-2.png', 'of the person')
  await putAside(services, before, [file(1, 'fox-2.png')], 'discarded')
  expect(files).toEqual([file(0, 'red.png')])
  expect([...editor.files.keys()].filter((path) => path.startsWith('/ws/'))).toEqual(['/ws/red.png', '/ws/fox-2.png'])
})

test('a double click brings an image back once', async () => {
  editor.files.set('/ws/fox.png', 'red').set('/ws/fox-2.png', 'blue')
  await putAside(services, aView({ id: 'job-1', files }), [file(1, 'fox-2.png')], 'variant')
  const [image] = await kept.list()
  const restored = await Promise.all([0, 1].map(async () => image && restore(services, image)))
  expect(restored.map((uri) => uri?.path)).toEqual(['/ws/fox-2.png', '/ws/fox-2.png'])
  expect([...editor.files.keys()]).toEqual(['/ws/fox.png', '/ws/fox-2.png'])
})
