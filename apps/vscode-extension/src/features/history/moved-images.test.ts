import { expect, test, vi } from 'vitest'
import type * as vscode from 'vscode'
import type { Jobs } from '../../jobs/jobs.ts'
import type { JobView, SavedFile } from '../../model/jobs/job-view.ts'

const there = new Set<string>()

vi.mock('vscode', () => ({
  Uri: { parse: (text: string) => ({ path: text.slice(7), toString: () => text }) },
  workspace: {
    fs: {
      stat: async (uri: vscode.Uri) => {
        if (!there.has(uri.toString())) throw new Error('gone')
      },
    },
  },
}))

const { withMovedFiles } = await import('./moved-images.ts')

const file = (index: number, name: string, digest?: string): SavedFile => ({
  index,
  uri: `file:///w/${name}.png`,
  width: 1,
  height: 1,
  ...(digest !== undefined && { digest, byteLength: 9 }),
})
const job = (...files: SavedFile[]): JobView => ({ id: 'j1', files }) as unknown as JobView
const search = {
  find: async (byteLength: number, digest: string, name: string) =>
    digest === 'D1' ? ({ toString: () => `file:///w/moved/${name}?${byteLength}` } as vscode.Uri) : undefined,
}

test('an image that is gone is found by its bytes, and the record says where it is now', async () => {
  const keepFiles = vi.fn<Jobs['keepFiles']>(async () => undefined)
  there.add('file:///w/b.png')
  const files = [file(0, 'a', 'D1'), file(1, 'b', 'D2')]
  const found = await withMovedFiles({ keepFiles }, job(...files), search)
  expect(found.files.map(({ uri }) => uri)).toEqual(['file:///w/moved/a.png?9', 'file:///w/b.png'])
  expect(keepFiles.mock.calls.map(([id, change]) => [id, change(files)])).toEqual([['j1', found.files]])
  // What was put aside since isn't brought back.
  expect(keepFiles.mock.calls[0]?.[1](files.slice(1))).toEqual(files.slice(1))
})

test.each([
  ['is where it was', [file(0, 'b', 'D1')]],
  ['is nowhere', [file(0, 'a', 'D2')]],
  ['was saved by an earlier version', [file(0, 'a')]],
])('a record whose image %s is left alone', async (_, files) => {
  const keepFiles = vi.fn<Jobs['keepFiles']>(async () => undefined)
  const given = job(...files)
  expect(await withMovedFiles({ keepFiles }, given, search)).toBe(given)
  expect(keepFiles).not.toHaveBeenCalled()
})
