import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findProgram, runProgram } from './programs.ts'

let folder = ''
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'fluxkit-programs-')))
  for (const name of ['one', 'two']) await mkdir(join(folder, name))
})
afterEach(() => rm(folder, { recursive: true }))

async function program(path: string, text = '', mode = 0o755): Promise<string> {
  const file = join(folder, path)
  await writeFile(file, `#!/bin/sh\n${text}\n`)
  await chmod(file, mode)
  return file
}
const found = (path: string) => findProgram('tool', { env: { PATH: path }, platform: 'linux' })

test('a program is found in the first folder of the PATH that has it and lets it run', async () => {
  await program('one/tool', '', 0o644)
  const file = await program('two/tool')
  expect(await found(`${folder}/none:${folder}/one:${folder}/two`)).toBe(file)
  expect(await found(`${folder}/one`)).toBeUndefined()
})

test.each(['', '.', 'two', './two', '::'])('a folder that is open brings no program: a PATH of %j', async (path) => {
  await program('two/tool')
  expect(await found(path)).toBeUndefined()
})

test('a program is run with its words as they are, in its folder', async () => {
  const file = await program('one/tool', 'printf "%s|" "$PWD" "$@"')
  const options = { cwd: join(folder, 'two'), platform: 'linux', signal: new AbortController().signal } as const
  expect(await runProgram(file, ['install', '$(x) "y"'], options)).toEqual({
    isOk: true,
    text: `${folder}/two|install|$(x) "y"|`,
  })
})

test('a program that fails says why', async () => {
  const file = await program('one/tool', 'echo "so far"; echo "no such client" >&2; exit 2')
  const options = { cwd: folder, platform: 'linux', signal: new AbortController().signal } as const
  expect(await runProgram(file, [], options)).toEqual({ isOk: false, text: 'no such client' })
  expect(await runProgram(join(folder, 'none'), [], options)).toMatchObject({ isOk: false })
})
