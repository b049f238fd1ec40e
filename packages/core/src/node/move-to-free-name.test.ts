import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { moveToFreeName } from './move-to-free-name.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fluxkit-place-'))
})
afterEach(() => rm(directory, { recursive: true }))

async function temp(content: string): Promise<string> {
  const path = join(directory, `.temp-${content}`)
  await writeFile(path, content)
  return path
}

const withoutLinks = {
  link: () => Promise.reject(Object.assign(new Error('no links here'), { code: 'EPERM' })),
}

describe.each([
  ['with hard links', undefined],
  ['without them', withoutLinks],
])('%s', (_, steps) => {
  const move = async (content: string): Promise<string> =>
    basename(await moveToFreeName(await temp(content), directory, 'fox', 'png', { steps }))

  it('takes the name itself when it is free', async () => {
    expect(await move('one')).toBe('fox.png')
    expect(await readFile(join(directory, 'fox.png'), 'utf8')).toBe('one')
  })

  it('counts on from 2 when it is taken, and leaves what is there', async () => {
    await writeFile(join(directory, 'fox.png'), 'mine')
    await writeFile(join(directory, 'fox-2.png'), 'mine too')
    expect(await move('one')).toBe('fox-3.png')
    expect(await readFile(join(directory, 'fox.png'), 'utf8')).toBe('mine')
    expect(await readFile(join(directory, 'fox-2.png'), 'utf8')).toBe('mine too')
  })

  it('takes a link that leads nowhere for a taken name', async () => {
    await symlink(join(directory, 'elsewhere'), join(directory, 'fox.png'))
    expect(await move('one')).toBe('fox-2.png')
    expect(await readdir(directory)).not.toContain('elsewhere')
  })

  it('gives each of many at once its own name', async () => {
    const contents = Array.from({ length: 20 }, (__, index) => `number ${index}`)
    const names = await Promise.all(contents.map(move))
    expect(new Set(names).size).toBe(20)
    const written = await Promise.all(names.map((name) => readFile(join(directory, name), 'utf8')))
    expect(written).toEqual(contents)
  })
})

it('leaves no empty file behind when renaming fails', async () => {
  const missing = join(directory, 'was never there')
  await expect(moveToFreeName(missing, directory, 'fox', 'png', { steps: withoutLinks })).rejects.toMatchObject({
    code: 'ENOENT',
  })
  expect(await readdir(directory)).toEqual([])
})

it('hands on other failures of linking', async () => {
  const steps = { link: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) }
  await expect(moveToFreeName(await temp('x'), directory, 'fox', 'png', { steps })).rejects.toMatchObject({
    code: 'ENOSPC',
  })
})

it('gives up after 9999 names', async () => {
  const tried: string[] = []
  const steps = {
    link: (_: string, path: string) => {
      tried.push(basename(path))
      return Promise.reject(Object.assign(new Error('taken'), { code: 'EEXIST' }))
    },
  }
  await expect(moveToFreeName('temp', directory, 'fox', 'png', { steps })).rejects.toMatchObject({ code: 'ENONAME' })
  expect(tried.length).toBe(9999)
  expect(tried.at(-1)).toBe('fox-9999.png')
})
