import { beforeEach, expect, test, vi } from 'vitest'
import type * as vscode from 'vscode'

const files = new Map<string, string>()
const writtenAtMs = 2_000
let beforeRename: () => Promise<void>

class FileSystemError extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

function uri(path: string): vscode.Uri {
  const at = { path, toString: () => `file://${path}`, with: (change: { path: string }) => uri(change.path) }
  return at as unknown as vscode.Uri
}

vi.mock('vscode', () => ({
  FileSystemError,
  Uri: { joinPath: (folder: vscode.Uri, name: string) => uri(`${folder.path}/${name}`) },
  workspace: {
    fs: {
      createDirectory: async () => undefined,
      async stat({ path }: vscode.Uri) {
        const text = files.get(path)
        if (text === undefined) throw new FileSystemError('FileNotFound')
        return { mtime: writtenAtMs, size: text.length }
      },
      readFile: async ({ path }: vscode.Uri) => Buffer.from(files.get(path) ?? ''),
      async writeFile({ path }: vscode.Uri, bytes: Uint8Array) {
        files.set(path, Buffer.from(bytes).toString())
      },
      async rename(from: vscode.Uri, to: vscode.Uri) {
        await beforeRename()
        const bytes = files.get(from.path)
        if (bytes === undefined) throw new FileSystemError('FileNotFound')
        if (files.has(to.path)) throw new FileSystemError('FileExists')
        files.set(to.path, bytes)
        files.delete(from.path)
      },
      async delete({ path }: vscode.Uri) {
        files.delete(path)
      },
    },
  },
}))

const { createImageWriter } = await import('./images.ts')
const bytes = (text: string): Uint8Array => Buffer.from(text)

beforeEach(() => {
  files.clear()
  beforeRename = () => Promise.resolve()
})

test('an image takes the next name when another window was faster, and leaves no other file behind', async () => {
  beforeRename = async () => void files.set('/pics/fox.png', 'of another window')
  expect((await createImageWriter()(uri('/pics'), 'fox', 'png', bytes('mine'))).path).toBe('/pics/fox-2.png')
  expect(Object.fromEntries(files)).toEqual({ '/pics/fox.png': 'of another window', '/pics/fox-2.png': 'mine' })
})

test('two windows that write the same name at the same time keep both images', async () => {
  const windows = [createImageWriter(), createImageWriter()]
  await Promise.all(windows.map((write, index) => write(uri('/pics'), 'fox', 'png', bytes(`image ${index}`))))
  expect([...files.values()].toSorted()).toEqual(['image 0', 'image 1'])
})

test("a user's own unfinished file of that name stays", async () => {
  files.set('/pics/fox.png.part', 'of the person')
  await createImageWriter()(uri('/pics'), 'fox', 'png', bytes('mine'))
  expect(files.get('/pics/fox.png.part')).toBe('of the person')
})

const leftover = { sinceMs: 1_000, except: new Set<string>() }

test.each([
  ['the image itself is found', {}, '/pics/fox-2.png'],
  ['an older file is another image', { sinceMs: 2_001 }, '/pics/fox-3.png'],
  ['another image of the job is another image', { except: new Set(['file:///pics/fox-2.png']) }, '/pics/fox-3.png'],
])('of what a killed window has left, %s', async (_, change, path) => {
  files.set('/pics/fox.png', 'MINE')
  files.set('/pics/fox-2.png', 'mine')
  const written = await createImageWriter()(uri('/pics'), 'fox', 'png', bytes('mine'), { ...leftover, ...change })
  expect(written.path).toBe(path)
  expect(files.get('/pics/fox.png')).toBe('MINE')
})
