import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findServerToken } from './server-token.ts'

let top = ''
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'fluxkit-token-'))
})
afterAll(() => rm(top, { recursive: true }))

test('it is created once, and only its owner can read it', async () => {
  const first = await findServerToken({}, join(top, 'data'))
  expect(first.token).toMatch(/^[\w-]{43}$/)
  expect(await findServerToken({}, join(top, 'data'))).toEqual(first)
  expect(((await stat(first.path ?? '')).mode & 0o777).toString(8)).toBe('600')
})

test('servers that start at the same time share one token and leave no other file', async () => {
  for (let round = 0; round < 20; round++) {
    const folder = join(top, `round-${round}`)
    const found = await Promise.all(Array.from({ length: 8 }, () => findServerToken({}, folder)))
    expect(new Set(found.map(({ token }) => token)).size).toBe(1)
    expect(found[0]?.token).toMatch(/^[\w-]{43}$/)
    expect(await readdir(folder)).toEqual(['server-token'])
  }
})

test('the environment takes precedence, and a short token is refused', async () => {
  expect(await findServerToken({ FLUXKIT_SERVER_TOKEN: ' 0123456789abcdef ' }, top)).toEqual({
    token: '0123456789abcdef',
  })
  await expect(findServerToken({ FLUXKIT_SERVER_TOKEN: 'short' }, top)).rejects.toThrow('at least 16 characters')
})

test('an empty file isn’t a token', async () => {
  await writeFile(join(top, 'server-token'), '')
  await expect(findServerToken({}, top)).rejects.toThrow('holds no token. Delete it')
})
