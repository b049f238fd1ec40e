import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { probeFolder } from './probe-folder.ts'

async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-probe-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

describe('probeFolder', () => {
  it('leaves nothing behind in a folder that is there', async () => {
    const folder = await tempFolder()
    await probeFolder(folder)
    expect(await readdir(folder)).toEqual([])
  })

  it('leaves no folder behind that was not there', async () => {
    const folder = await tempFolder()
    await probeFolder(join(folder, 'a', 'b'))
    expect(await readdir(folder)).toEqual([])
  })

  it('says that nothing was charged when a file is in the way', async () => {
    const folder = await tempFolder()
    await writeFile(join(folder, 'images'), '')
    await expect(probeFolder(join(folder, 'images', 'fox'))).rejects.toMatchObject({
      code: 'folder_not_writable',
      exitCode: 1,
      charged: 'no',
      message: expect.stringContaining('Nothing was sent.'),
      advice: 'Name another folder with --out or FLUXKIT_OUT.',
    })
    expect((await stat(join(folder, 'images'))).isFile()).toBe(true)
  })
})
