import { expect, test } from 'vitest'
import { aDraft, aProcess, aWorld, jobOf } from './fixtures/a-process.ts'

test('a user can give up a job whose task failed and may be charged, so that it no longer blocks anything', async () => {
  const world = aWorld({ failure: 'failed-with-link', download: () => 'fail' })
  const { runner } = aProcess(world)
  const job = await runner.create(aDraft())
  if ('exists' in job) throw new Error('It already exists.')
  const run = job.run({ waitMs: 60_000 })
  await world.clock.advance(60_000)
  await run
  expect((await jobOf(world)).end).toMatchObject({ kind: 'failed' })
  expect(await runner.discard('job-1')).toMatchObject({ isEnded: true, job: { end: { kind: 'discarded' } } })
})

test('what is done stays done', async () => {
  const world = aWorld()
  const { runner } = aProcess(world)
  const job = await runner.create(aDraft())
  if ('exists' in job) throw new Error('It already exists.')
  const run = job.run({ waitMs: 60_000 })
  await world.clock.advance(60_000)
  await run
  expect(await runner.discard('job-1')).toMatchObject({ job: { end: { kind: 'done' } } })
})
