import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type * as vscode from 'vscode'

const renamed = vi.fn<(from: unknown, to: unknown, options: unknown) => Promise<void>>(async () => undefined)
vi.mock('vscode', () => ({ workspace: { fs: { rename: renamed } } }))
const { replaceFile } = await import('./replace-file.ts')

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxkit-replace-'))
  renamed.mockClear()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const uri = (name: string, scheme = 'file') => ({ scheme, fsPath: join(folder, name) }) as vscode.Uri

test('on a disk, a file takes the place of another in one step, which the editor’s rename is not', async () => {
  await writeFile(join(folder, 'new.png'), 'new')
  await writeFile(join(folder, 'old.png'), 'old')
  await replaceFile(uri('new.png'), uri('old.png'))
  expect([await readdir(folder), await readFile(join(folder, 'old.png'), 'utf8')]).toEqual([['old.png'], 'new'])
  expect(renamed).not.toHaveBeenCalled()
})

test('what cannot be moved leaves the other file as it is', async () => {
  await writeFile(join(folder, 'old.png'), 'old')
  await expect(replaceFile(uri('gone.png'), uri('old.png'))).rejects.toThrow('ENOENT')
  expect(await readFile(join(folder, 'old.png'), 'utf8')).toBe('old')
})

test('files of other systems go through the editor', async () => {
  const [from, to] = [uri('new.png', 'memfs'), uri('old.png', 'memfs')]
  await replaceFile(from, to)
  expect(renamed.mock.calls).toEqual([[from, to, { overwrite: true }]])
})
