import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShownMessage } from '@fluxkit/discord-simulator'
import { jobIdOf } from '../test/make-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

const dayMs = 24 * 3_600_000
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('an edited image whose link at Discord has expired', () => {
  let bot: TestBot
  let edited: ShownMessage
  let firstUrl: string
  beforeAll(async () => {
    bot = await startBot()
    const image = { filename: 'cat.png', bytes: png }
    const reply = await bot.anna.slash(bot.channel, 'flux edit', { prompt: 'make it night', image })
    edited = await bot.soon(() => reply.message.images.length > 0 && reply.message)
    firstUrl = (await bot.store.jobs.get(jobIdOf(edited)))?.request.imageUrl ?? ''
    expect((await fetch(firstUrl)).status).toBe(200)
    await bot.clock.sleep(2 * dayMs)
    expect((await fetch(firstUrl)).status).toBe(404)
  })
  afterAll(() => bot[Symbol.asyncDispose]())

  test('Again sends it by a link that works, and shows it until the result is there', async () => {
    const again = await bot.bert.click(edited, 'Again')
    await bot.soon(async () => (await bot.store.jobs.get(again.interactionId))?.state === 'running')

    const { request } = (await bot.store.jobs.get(again.interactionId))!
    expect(request.imageUrl).not.toBe(firstUrl)
    const fetched = await fetch(request.imageUrl ?? '')
    expect(Buffer.from(await fetched.arrayBuffer()).equals(png)).toBe(true)
    await bot.soon(() => again.message.buttons.some(({ label }) => label === 'Again'))
    expect(again.message.images).toHaveLength(1)
  })

  test('Use prompt sends it by a link that works', async () => {
    const modal = await bot.anna.click(edited, 'Use prompt')
    const made = await bot.anna.submitModal(modal, { text: 'make it day' })

    await bot.soon(() => made.message.buttons.some(({ label }) => label === 'Again'))
    expect((await bot.store.jobs.get(jobIdOf(made.message)))?.request).toMatchObject({ prompt: 'make it day' })
  })

  test('when the kept bytes are gone as well, the member learns it and nothing is charged', async () => {
    rmSync(join(bot.config.FLUXKIT_DATA_DIR, 'images'), { recursive: true, force: true })
    const tasks = bot.flux.tasks.length
    const before = (await bot.store.jobs.ledger()).reduce((sum, { units }) => sum + units, 0)

    await bot.bert.click(edited, 'Again')
    const replies = await bot.soon(() =>
      bot.bert.messages(bot.channel).find(({ text }) => text.includes('can’t be read any more')),
    )

    expect(replies.ephemeral).toBe(true)
    expect(replies.text).toContain('You were not charged.')
    expect(bot.flux.tasks).toHaveLength(tasks)
    const after = async () => (await bot.store.jobs.ledger()).reduce((sum, { units }) => sum + units, 0)
    await bot.soon(async () => (await after()) === before)
  })
})

test('deleting your data deletes the images that you edited', async () => {
  await using bot = await startBot()
  const image = { filename: 'cat.png', bytes: png }
  const reply = await bot.anna.slash(bot.channel, 'flux edit', { prompt: 'make it night', image })
  await bot.soon(() => reply.message.images.length > 0)
  await bot.soon(async () => (await bot.store.jobs.get(reply.interactionId))?.delivery === 'delivered')
  const job = await bot.store.jobs.get(reply.interactionId)
  const hashes = [...(job?.images ?? []), job?.request.input].flatMap((one) => one?.hash ?? [])
  expect((await bot.store.jobs.wantedImages(hashes)).size).toBe(2)

  const requested = await bot.anna.slash(bot.channel, 'flux privacy delete')
  await bot.anna.click(requested.message, 'Delete everything')

  expect((await bot.store.jobs.wantedImages(hashes)).size).toBe(0)
  expect(JSON.stringify(await bot.store.jobs.get(reply.interactionId))).not.toMatch(/attachments|hash/)
})

test('deleting your data deletes private results while their token lasts', async () => {
  await using bot = await startBot()
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a secret', private: true })
  await bot.soon(() => reply.message.images.length > 0)
  await bot.soon(async () => (await bot.store.jobs.get(reply.interactionId))?.delivery === 'delivered')

  const requested = await bot.anna.click(reply.message, 'Delete')
  await bot.anna.click(requested.message, 'Delete')

  expect(await bot.soon(() => reply.message.deleted)).toBe(true)
})
