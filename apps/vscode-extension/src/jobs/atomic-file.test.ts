import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeFileAtomically } from './atomic-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxkit-atomic-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a file is replaced as a whole, and nothing else is left', async () => {
  const path = join(folder, 'a.json')
  await writeFileAtomically(path, 'first')
  await writeFileAtomically(path, 'second')
  expect([await readFile(path, 'utf8'), await readdir(folder)]).toEqual(['second', ['a.json']])
})

test('a replacement that fails leaves no temporary file behind', async () => {
  const path = join(folder, 'taken')
  await mkdir(join(path, 'by-a-folder'), { recursive: true })
  await expect(writeFileAtomically(path, 'text')).rejects.toThrow(/EISDIR|EEXIST|ENOTEMPTY|EPERM/)
  expect(await readdir(folder)).toEqual(['taken'])
})
