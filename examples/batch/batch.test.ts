import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createDesk, startProgram } from '../support/run-program.ts'

const prompts = Array.from({ length: 60 }, (_, index) => `a red fox, number ${index + 1}`)

test('a batch that is killed in the middle continues where it stopped, and pays for no image twice', async () => {
  await using desk = await createDesk()
  const { cwd, simulator } = desk
  await writeFile(join(cwd, 'prompts.txt'), prompts.join('\n'))
  const start = (): ReturnType<typeof startProgram> => startProgram('batch', { desk, args: ['prompts.txt'] })

  const first = start()
  while (simulator.stats.imageDownloads <= 15) await desk.time.clock.advanceToNextTimer()
  first.kill()
  expect((await first.ended).exitCode).toBeNull()

  const second = await start().finish()
  expect(second.exitCode).toBe(0)
  const journal = await readFile(join(cwd, 'prompts.txt.journal.ndjson'), 'utf8')
  const unknown = /submitting: (\d+)/.exec(second.stdout)?.[1] ?? '0'
  const saved = /saved: (\d+)/.exec(second.stdout)?.[1] ?? '0'
  // Those caught mid-submission are reported by their line and never sent again.
  expect(Number(saved) + Number(unknown)).toBe(60)
  expect(second.stdout.match(/Outcome unknown, not submitted again: line \d+/g)?.length ?? 0).toBe(Number(unknown))
  expect(new Set(simulator.tasks.map((task) => task.prompt)).size).toBe(simulator.stats.accepted)
  expect(simulator.stats.accepted).toBeLessThanOrEqual(60)
  expect(journal.match(/"state":"saved"/g)?.length).toBe(Number(saved))

  const third = await start().finish()
  expect(third.stdout).toContain(`saved: ${saved}`)
  expect(simulator.stats.accepted).toBeLessThanOrEqual(60)
})

test('a prompt that is refused costs nothing, stops no other, and is tried again next time', async () => {
  await using desk = await createDesk()
  const { cwd } = desk
  await writeFile(join(cwd, 'prompts.txt'), 'a red fox\n[sim:moderation times=1] a blue fox\n\na green fox\n')
  const start = (): ReturnType<typeof startProgram> => startProgram('batch', { desk, args: ['prompts.txt'] })
  const first = await start().finish()
  expect(first.stdout).toBe('saved: 2\nrefused: 1\n')
  expect(first.stderr).toContain('The service refused the prompt or the image.')
  expect((await start().finish()).stdout).toBe('saved: 3\n')
})
