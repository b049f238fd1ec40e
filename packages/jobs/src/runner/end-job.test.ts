import { expect, test } from 'vitest'
import { aProcess, aWorld, jobOf, made } from './fixtures/a-process.ts'

test('a user can give up a job whose task failed and may be charged, so that it no longer blocks anything', async () => {
  const world = aWorld({ failure: 'failed-with-link', download: () => 'fail' })
  const process = aProcess(world)
  await made(world, process)
  expect((await jobOf(world)).end).toMatchObject({ kind: 'failed' })
  expect(await process.runner.discard('job-1')).toMatchObject({ isEnded: true, job: { end: { kind: 'discarded' } } })
})

test('what is done stays done', async () => {
  const world = aWorld()
  const process = aProcess(world)
  await made(world, process)
  expect(await process.runner.discard('job-1')).toMatchObject({ job: { end: { kind: 'done' } } })
})
