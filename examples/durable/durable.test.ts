import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createSimulator } from '@fluxkit/simulator'
import { expect, test, vi } from 'vitest'
import { makeFolder, startProgram } from '../support/run-program.ts'

test('an image whose process was killed after the submission is brought home by the next one, and paid for once', async () => {
  await using simulator = createSimulator({ speed: 4 })
  const { url: baseUrl } = await simulator.listen()
  const cwd = await makeFolder()
  const first = startProgram('durable', { baseUrl, cwd, args: ['a red fox'] })
  await vi.waitFor(() => expect(simulator.stats.accepted).toBe(1), 20_000)
  first.kill()
  await first.ended

  const second = await startProgram('durable', { baseUrl, cwd }).ended
  expect(second).toMatchObject({ exitCode: 0, stderr: '' })
  expect(second.stdout).toMatch(/^done: .*a-red-fox\.\w+\n$/)
  expect(await readdir(join(cwd, 'images'))).toHaveLength(1)
  expect(simulator.stats.accepted).toBe(1)
})

test('a prompt that is refused costs nothing, and says so', async () => {
  await using simulator = createSimulator({ speed: 1_000 })
  const { url: baseUrl } = await simulator.listen()
  const cwd = await makeFolder()
  const run = await startProgram('durable', { baseUrl, cwd, args: ['a blue fox [sim:moderation]'] }).ended
  expect(run.stdout).toBe('failed: moderated\n')
  expect(simulator.stats.accepted).toBe(0)
})
