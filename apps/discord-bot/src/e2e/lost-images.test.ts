import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { hasImage } from '../test/has-image.ts'
import { startBot } from '../test/start-bot.ts'
import { startS3, type TestS3 } from '../test/start-s3.ts'
import { createS3Storage } from '../images/storage/s3-storage.ts'

/** Settings of a bot whose images are in this bucket. */
function bucketOf(s3: TestS3) {
  const { endpoint, accessKeyId, secretAccessKey } = s3.options()
  return {
    FLUXKIT_IMAGES: 's3://images/bot-1',
    FLUXKIT_S3_ENDPOINT: endpoint,
    FLUXKIT_S3_ACCESS_KEY_ID: accessKeyId,
    FLUXKIT_S3_SECRET_ACCESS_KEY: secretAccessKey,
  }
}

test('an image whose file was lost is downloaded and kept again by /flux show while the service has it, then it is said', async () => {
  await using bot = await startBot()
  const images = join(bot.config.FLUXKIT_DATA_DIR, 'images')
  const { message } = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a lost fox' })
  await bot.soon(() => hasImage(message))
  const folders = (): string[] => readdirSync(images).filter((name) => /^[\da-f]{2}$/.test(name))
  const [folder = ''] = folders()
  const [file] = readdirSync(join(images, folder))

  rmSync(join(images, folder), { recursive: true })
  const shown = await bot.anna.slash(bot.channel, 'flux show')
  await bot.soon(() => hasImage(shown.message))

  expect(readdirSync(join(images, folder))).toEqual([file])
  expect(bot.logged.filter((line) => line.includes('an image that was kept is lost or damaged'))).toHaveLength(1)
  expect(bot.flux.stats.submissions).toBe(1)

  rmSync(join(images, folder), { recursive: true })
  await bot.flux.close()
  const gone = await bot.anna.slash(bot.channel, 'flux show')
  await bot.soon(() => gone.message.text.includes('couldn’t be downloaded'))
  expect(gone.message.images).toEqual([])
})

test('a bot whose images are in a bucket delivers them, shows them again and deletes them there', async () => {
  const s3 = await startS3()
  onTestFinished(() => s3.close())
  const options = s3.options()
  await using bot = await startBot(bucketOf(s3))
  const storage = createS3Storage({ ...options, prefix: 'bot-1/' })
  const kept = async (): Promise<number> => {
    const keys: string[] = []
    for await (const page of storage.list('')) keys.push(...page.map(({ key }) => key))
    return keys.filter((key) => key.endsWith('.png')).length
  }
  const { message } = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox in a bucket' })
  await bot.soon(() => hasImage(message))
  expect(await kept()).toBe(1)

  const shown = await bot.anna.slash(bot.channel, 'flux show')
  await bot.soon(() => hasImage(shown.message))
  const question = await bot.anna.click(message, 'Delete')
  await bot.anna.click(question.message, 'Delete')

  await bot.soon(async () => (await kept()) === 0)
  expect(bot.logged.join('')).not.toContain('the-secret-key')
})

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('while a bucket is down, results, edits, histories and deletions continue; what stays there is deleted later', async () => {
  const s3 = await startS3()
  await using bot = await startBot(bucketOf(s3))
  const { message } = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox in a bucket' })
  await bot.soon(() => hasImage(message))
  await s3.close()

  const page = await bot.anna.slash(bot.channel, 'flux history')
  await bot.soon(() => page.message.text.includes('a fox in a bucket'))
  const shown = await bot.anna.slash(bot.channel, 'flux show')
  await bot.soon(() => hasImage(shown.message))
  const question = await bot.anna.click(message, 'Delete')
  await bot.anna.click(question.message, 'Delete')
  await bot.soon(() => !bot.channel.messages.some(({ id }) => id === message.id))

  const image = { filename: 'cat.png', bytes: png }
  const edited = await bot.anna.slash(bot.channel, 'flux edit', { prompt: 'make it night', image })
  await bot.soon(() => edited.message.text.includes('[open it while the link lasts](http'))
  expect(bot.flux.stats.submissions).toBe(2)

  const everything = await bot.anna.slash(bot.channel, 'flux privacy delete')
  const done = await bot.anna.click(everything.message, 'Delete everything')
  await bot.soon(() => done.message.text.includes('Deleted the contents of'))
  expect(await bot.store.erasures.pending()).toEqual([])
})

test('an image that a bucket does not take is linked, and shown once the bucket takes it, without another submission', async () => {
  const s3 = await startS3()
  onTestFinished(() => s3.close())
  await using bot = await startBot(bucketOf(s3))
  const full = { status: 403, code: 'AccessDenied' } as const
  // The bot asks the bucket how it is after each failure, too.
  s3.fail(...Array.from({ length: 20 }, () => full))
  const { message } = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox without room' })
  await bot.soon(() => message.text.includes('[open it while the link lasts](http'))
  await bot.later(60_000, () => hasImage(message))

  expect(bot.flux.stats.submissions).toBe(1)
  expect(message.text).not.toContain('open it')
})
