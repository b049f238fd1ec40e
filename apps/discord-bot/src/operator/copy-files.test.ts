import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createFolderStorage } from '../images/storage/folder-storage.ts'
import type { ListedObject } from '../images/storage/object-storage.ts'
import { copyFiles } from './copy-files.ts'

const hash = '776cb326ab0cd5f0a974c1b9606044d8485201f2db19cf8e3749bdee5f36e200'
const id = '0b5c7a52-5b1e-4c1f-9d7e-3f1d2a6b8c90'

test('files are copied while the bot runs: neither unfinished ones, nor ones that are deleted meanwhile', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-copy-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [from, to] = [join(folder, 'from'), join(folder, 'to')]
  mkdirSync(join(from, '77'), { recursive: true })
  for (const key of [`77/${hash}.png`, `77/${hash}.webp.${id}.tmp`, `bot-${id}.txt`])
    writeFileSync(join(from, key), key)
  const storage = createFolderStorage(from)
  async function* list(prefix: string): AsyncGenerator<readonly ListedObject[], void> {
    yield [{ key: `78/${hash}.png`, writtenAtMs: 0 }]
    yield* storage.list(prefix)
  }

  await copyFiles(from, to, { list })

  expect(readdirSync(join(to, '77'))).toEqual([`${hash}.png`])
  expect(readdirSync(to)).toEqual(expect.arrayContaining(['77', `bot-${id}.txt`]))
})
