import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createS3Storage } from '../images/storage/s3-storage.ts'
import { hasImage } from '../test/has-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'
import { startS3, type TestS3 } from '../test/start-s3.ts'

// What keeps images is away when the bot starts: everything else works, and images are delivered when it is back.

const linked = '[open it while the link lasts](http'

async function stateOf({
  app,
}: TestBot): Promise<readonly [status: number, images: unknown, metric: string | undefined]> {
  const answer = await fetch(`http://127.0.0.1:${app.port}/readyz`)
  const metrics = await (await fetch(`http://127.0.0.1:${app.metricsPort}/metrics`)).text()
  const { images } = (await answer.json()) as { images: unknown }
  return [answer.status, images, /^fluxkit_image_storage_up (\d)$/m.exec(metrics)?.[1]]
}

async function aBucket(isDown = false): Promise<{ s3: TestS3; settings: Readonly<Record<string, string>> }> {
  const s3 = await startS3()
  onTestFinished(() => s3.close())
  s3.isDown = isDown
  const { endpoint, accessKeyId, secretAccessKey } = s3.options()
  return {
    s3,
    settings: {
      FLUXKIT_IMAGES: 's3://images/bot-1',
      FLUXKIT_S3_ENDPOINT: endpoint,
      FLUXKIT_S3_ACCESS_KEY_ID: accessKeyId,
      FLUXKIT_S3_SECRET_ACCESS_KEY: secretAccessKey,
    },
  }
}

async function keysIn(s3: TestS3): Promise<string[]> {
  const keys: string[] = []
  for await (const page of createS3Storage({ ...s3.options(), prefix: 'bot-1/' }).list(''))
    keys.push(...page.map(({ key }) => key))
  return keys
}

test('a bucket that is down at the start: the bot answers, links its results, says what is wrong, and shows the images when the bucket is back', async () => {
  const { s3, settings } = await aBucket(true)
  await using bot = await startBot(settings)
  const { message } = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a patient fox' })
  await bot.soon(() => message.text.includes(linked))
  const help = await bot.anna.slash(bot.channel, 'flux help')

  expect(help.message.text).toContain('/flux generate')
  expect(await stateOf(bot)).toEqual([200, false, '0'])
  const reports = bot.logged.filter((line) => line.includes('images can’t be kept or read now'))
  expect(reports).toHaveLength(1)
  expect(reports[0]).toMatch(/The storage at 127\.0\.0\.1:\d+ answered 503 ServiceUnavailable\./)

  await bot.clock.sleep(40 * 60_000)
  s3.isDown = false
  const backMs = bot.clock.now()
  await bot.soon(() => hasImage(message))

  expect(bot.clock.now() - backMs).toBeLessThan(60_000)
  expect(bot.channel.messages.filter(hasImage).map(({ id }) => id)).toEqual([message.id])
  expect(await stateOf(bot)).toEqual([200, true, '1'])
  expect(bot.flux.stats.submissions).toBe(1)
})

test('a bucket that turns out to be another bot’s when it is back is not touched', async () => {
  const { s3, settings } = await aBucket(true)
  await using bot = await startBot(settings)
  s3.isDown = false
  const foreign = `bot-${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}.txt`
  await createS3Storage({ ...s3.options(), prefix: 'bot-1/' }).put(foreign, Buffer.from(''))
  await bot.later(60_000, () => bot.logged.some((line) => line.includes('holds the images of another bot')))
  const { message } = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a careful fox' })
  await bot.soon(() => message.text.includes(linked))
  await bot.clock.sleep(3 * 3_600_000)

  expect(await keysIn(s3)).toEqual([foreign])
  expect(await stateOf(bot)).toEqual([200, false, '0'])
})

test.each([
  ['a wrong key', { FLUXKIT_S3_SECRET_ACCESS_KEY: 'another' }, 'Check FLUXKIT_S3_ACCESS_KEY_ID'],
  ['a bucket that there isn’t', { FLUXKIT_IMAGES: 's3://other' }, 'there is no bucket other'],
])('%s refuses the start: no waiting mends it', async (_, wrong, text) => {
  const { settings } = await aBucket()
  await using bot = await startBot()

  await expect(bot.startPeer({ ...settings, ...wrong })).rejects.toThrow(text)
})

test('a folder that is not mounted yet: nothing is written beneath it, and its images are shown when it is', async () => {
  const root = mkdtempSync(join(tmpdir(), 'fluxkit-mount-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const [mount, share] = [join(root, 'mount'), join(root, 'share')]
  await using bot = await startBot({ FLUXKIT_IMAGES: mount })
  const first = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'the first fox' })
  await bot.soon(() => hasImage(first.message))
  await bot.stopAll()
  renameSync(mount, share)
  mkdirSync(mount)
  await bot.reopen()

  const second = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'the second fox' })
  await bot.soon(() => second.message.text.includes(linked))
  bot.flux.faults.add({ kind: 'image-404', operation: 'image' })
  const unread = await bot.anna.slash(bot.channel, 'flux show', { image: first.interactionId })
  await bot.soon(() => unread.message.text.includes('It isn’t lost; try again in a few minutes.'))
  expect(readdirSync(mount)).toEqual([])
  expect(await stateOf(bot)).toEqual([200, false, '0'])
  expect(bot.logged.join('')).toContain(`${mount} is empty, and this bot has kept images there. Is it mounted?`)

  rmSync(mount, { recursive: true })
  renameSync(share, mount)
  bot.flux.faults.clear()
  await bot.soon(() => hasImage(second.message))
  const shown = await bot.anna.slash(bot.channel, 'flux show', { image: first.interactionId })
  await bot.soon(() => hasImage(shown.message))

  expect(await stateOf(bot)).toEqual([200, true, '1'])
  expect(bot.flux.stats.submissions).toBe(2)
})

test('the folder beside the database that its operator has emptied is used again', async () => {
  await using bot = await startBot()
  const folder = join(bot.config.FLUXKIT_DATA_DIR, 'images')
  await bot.stopAll()
  rmSync(folder, { recursive: true })
  await bot.reopen()
  const { message } = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a new fox' })
  await bot.soon(() => hasImage(message))

  expect(existsSync(folder)).toBe(true)
})
