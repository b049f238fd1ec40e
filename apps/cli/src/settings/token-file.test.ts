import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tokenFilePath } from '@fluxkit/jobs/node'
import { deleteTokenFile, readTokenFile, writeTokenFile } from './token-file.ts'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxkit-token-'))
  path = tokenFilePath(join(folder, 'config'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('token file', () => {
  it('is empty before a login', async () => {
    expect(await readTokenFile(path)).toEqual({})
  })

  it('gives back what was written', async () => {
    await writeTokenFile(path, { token: 't0ken', origin: 'https://api.acedata.cloud' })
    expect(await readTokenFile(path)).toEqual({ token: 't0ken', origin: 'https://api.acedata.cloud' })
  })

  it.skipIf(process.platform === 'win32')('is closed to other users, and so is its folder', async () => {
    await writeTokenFile(path, { token: 't0ken' })
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'config'))).mode & 0o777).toBe(0o700)
  })

  it.skipIf(process.platform === 'win32')('is closed again when someone opened it', async () => {
    await writeTokenFile(path, { token: 't0ken' })
    await chmod(path, 0o644)
    await readTokenFile(path)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('names the file and the way out when it is damaged, and not its content', async () => {
    await writeTokenFile(path, {})
    await writeFile(path, '{"token": "t0ken"')
    await expect(readTokenFile(path)).rejects.toThrow(/^The token file .*credentials\.json is damaged\.$/)
  })

  it('is gone after a logout', async () => {
    await writeTokenFile(path, { token: 't0ken' })
    expect(await deleteTokenFile(path)).toBe(true)
    expect(await deleteTokenFile(path)).toBe(false)
    await expect(readFile(path)).rejects.toThrow('ENOENT')
  })
})
