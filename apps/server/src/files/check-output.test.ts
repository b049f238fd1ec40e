import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { outputProblem } from './check-output.ts'

let top = ''
const check = (root: string, directory: string): Promise<string | undefined> =>
  outputProblem({ root: join(top, root), directory: join(top, directory), chosenBy: 'working-directory' })

beforeAll(async () => {
  top = await realpath(await mkdtemp(join(tmpdir(), 'fluxkit-output-')))
  for (const folder of ['a', 'b', 'outside']) await mkdir(join(top, folder))
  await symlink(join(top, 'outside'), join(top, 'b/images'))
  await writeFile(join(top, 'file'), '')
})
afterAll(() => rm(top, { recursive: true }))

test('a folder in the workspace is created', async () => {
  expect(await check('a', 'a/images')).toBeUndefined()
  expect(await check('a', 'a/images')).toBeUndefined()
})

test('a link that leads out of the workspace is refused', async () => {
  expect(await check('b', 'b/images')).toContain('is a link that leads out of')
})

test('what can’t be a folder is refused, with the system’s reason', async () => {
  expect(await check('file', 'file/images')).toMatch(/^Images can’t be saved in .*\(ENOTDIR\)\.$/)
})
