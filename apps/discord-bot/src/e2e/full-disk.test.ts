import { expect, test } from 'vitest'
import type { Store } from '../store/store.ts'
import { openTestStore } from '../test/open-test-store.ts'
import { hasImage } from '../test/has-image.ts'
import { startBot } from '../test/start-bot.ts'
import { join } from 'node:path'

/** A disk that is full while `isFull` says so. */
function onDisk(store: Store, isFull: () => boolean): Store {
  const commit: Store['durable']['commit'] = async (...write) => {
    if (isFull()) throw Object.assign(new Error('database or disk is full'), { errcode: 13 })
    return store.durable.commit(...write)
  }
  return { ...store, durable: { ...store.durable, commit } }
}

test('a disk that is full for a minute after the service has accepted costs nothing: the task is kept and written', async () => {
  let isFull = false
  await using bot = await startBot(
    {},
    {
      openStore: async (config, clock) =>
        onDisk(
          await openTestStore({ path: join(config.FLUXKIT_DATA_DIR, 'fluxkit.sqlite'), clock, config }),
          () => isFull,
        ),
    },
  )
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox [sim:slow ms=2000]' })
  await bot.soon(() => bot.flux.stats.submissions > 0)
  isFull = true
  await bot.soon(() => bot.flux.tasks.length > 0)
  await bot.clock.sleep(60_000)
  expect((await bot.store.jobs.get(reply.interactionId))?.taskId).toBeUndefined()
  isFull = false

  await bot.soon(() => hasImage(reply.message))

  expect((await bot.store.jobs.get(reply.interactionId))?.taskId).toBe(bot.flux.tasks[0]?.id)
  expect(bot.flux.stats.submissions).toBe(1)
  expect(bot.logged.some((line) => line.includes('what is known of a job could not be written'))).toBe(true)
})
