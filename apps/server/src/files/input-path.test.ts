import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findInputFile } from './input-path.ts'

let top = ''
beforeAll(async () => {
  top = await realpath(await mkdtemp(join(tmpdir(), 'fluxkit-input-')))
  for (const folder of ['work/assets', 'work-other', 'shared']) await mkdir(join(top, folder), { recursive: true })
  for (const file of ['work/assets/logo.png', 'work-other/secret.png', 'shared/photo.png', 'secret.png']) {
    await writeFile(join(top, file), 'x')
  }
  await symlink(join(top, 'secret.png'), join(top, 'work/link.png'))
  await symlink(top, join(top, 'work/up'))
  await symlink(join(top, 'work/assets/logo.png'), join(top, 'work/inner-link.png'))
})
afterAll(() => rm(top, { recursive: true }))

const find = (name: string, alsoReadable: string[] = []): Promise<string> =>
  findInputFile(name, { root: join(top, 'work'), alsoReadable })

test.each(['assets/logo.png', './assets/../assets/logo.png', 'inner-link.png'])(
  '%s is in the workspace',
  async (name) => {
    expect(await find(name)).toBe(join(top, 'work/assets/logo.png'))
  },
)

test('absolute paths and file URLs are fine inside of it', async () => {
  const path = join(top, 'work/assets/logo.png')
  expect(await find(path)).toBe(path)
  expect(await find(pathToFileURL(path).href)).toBe(path)
})

test.each([
  '../secret.png',
  '../work-other/secret.png',
  'link.png',
  'up/secret.png',
  '/etc/passwd',
  '/proc/self/environ',
  'file:///etc/passwd',
  '..',
])('%s leads out of the workspace and is refused', async (name) => {
  await expect(find(name)).rejects.toThrow('is outside of the workspace. Copy the file into it')
})

test('the refusal is the same whether the file outside exists or not', async () => {
  await expect(find('../nothing.png')).rejects.toThrow('is outside of the workspace')
})

test('--allow-read opens another folder, and no more', async () => {
  expect(await find(join(top, 'shared/photo.png'), [join(top, 'shared')])).toBe(join(top, 'shared/photo.png'))
  expect(await find('../shared/photo.png', ['../shared'])).toBe(join(top, 'shared/photo.png'))
  await expect(find('../secret.png', ['../shared'])).rejects.toThrow('is outside of the workspace')
})

test.each([
  ['missing.png', 'There is no file "missing.png" in the workspace.'],
  ['a\0b', 'A path can’t contain a null character.'],
  ['file://server/x', '"file://server/x" names no file of this machine.'],
])('%j is explained', async (name, message) => {
  await expect(find(name)).rejects.toThrow(message)
})

test('a very long name is shown shortened', async () => {
  const error: unknown = await find(`/${'x'.repeat(100_000)}`).catch((reason: unknown) => reason)
  expect((error as Error).message.length).toBeLessThan(400)
})
