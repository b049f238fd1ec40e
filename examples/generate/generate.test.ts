import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { identifyImage } from '@fluxkit/core/images'
import { expect, test } from 'vitest'
import { createDesk, startProgram } from '../support/run-program.ts'

test('ten lines make two images and save them', async () => {
  await using desk = await createDesk()
  const { cwd, simulator } = desk
  const run = await startProgram('generate', { desk }).finish()
  const paths = [join(cwd, 'images', 'cat 1.png'), join(cwd, 'images', 'cat 2.png')]
  expect(run).toEqual({ exitCode: 0, stdout: `${paths.join('\n')}\n`, stderr: '' })
  for (const path of paths) {
    expect(identifyImage(await readFile(path))).toMatchObject({
      format: 'png',
      width: 1024,
      height: 1024,
      complete: true,
    })
  }
  expect(simulator.stats.submissions).toBe(1)
})
