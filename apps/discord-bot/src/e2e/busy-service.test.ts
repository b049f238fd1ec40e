import { expect, test } from 'vitest'
import { startBot } from '../test/start-bot.ts'

test('while the service is busy for minutes, the job waits in the queue and is submitted once', async () => {
  await using bot = await startBot()
  // The client itself tries four times.
  const prompt = 'a patient fox [sim:429 times=5 retry-after=1]'
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt })

  await bot.soon(async () => ((await bot.store.jobs.get(reply.interactionId))?.notBeforeMs ?? 0) > bot.clock.now())
  expect((await bot.store.jobs.get(reply.interactionId))?.state).toBe('queued')
  await bot.soon(() => reply.message.images.length > 0)

  expect(await bot.store.jobs.get(reply.interactionId)).toMatchObject({ state: 'succeeded', attempts: 2 })
  expect(bot.flux.tasks).toHaveLength(1)
  expect((await bot.store.jobs.ledger()).map(({ kind }) => kind)).toEqual(['reserve'])
})

test('when the service stays busy, the job fails after five tries and nothing is charged', async () => {
  await using bot = await startBot()
  const prompt = 'a hopeless fox [sim:429 times=99 retry-after=1]'
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt })

  await bot.soon(() => reply.message.text.includes('The service is too busy right now.\nTry again later.'))

  expect(reply.message.text).toContain('You were not charged.')
  expect(await bot.store.jobs.get(reply.interactionId)).toMatchObject({ state: 'failed', attempts: 5 })
  expect((await bot.store.jobs.ledger()).reduce((sum, { units }) => sum + units, 0)).toBe(0)
})
