import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createDesk, startProgram } from '../support/run-program.ts'

test('an image whose process was killed after the submission is recovered by the next one, and paid for once', async () => {
  await using desk = await createDesk()
  const { cwd, simulator } = desk
  const first = startProgram('durable', { desk, args: ['a red fox'] })
  await desk.time.clock.advance(0)
  expect(simulator.stats.accepted).toBe(1)
  first.kill()
  await first.ended

  const second = await startProgram('durable', { desk }).finish()
  expect(second).toMatchObject({ exitCode: 0, stderr: '' })
  expect(second.stdout).toMatch(/^done: .*a-red-fox\.\w+\n$/)
  expect(await readdir(join(cwd, 'images'))).toHaveLength(1)
  expect(simulator.stats.accepted).toBe(1)
})

test('a prompt that is refused costs nothing, and says so', async () => {
  await using desk = await createDesk()
  const { simulator } = desk
  const run = await startProgram('durable', { desk, args: ['a blue fox [sim:moderation]'] }).finish()
  expect(run.stdout).toBe('failed: moderated\n')
  expect(simulator.stats.accepted).toBe(0)
})
