import { expect, test } from 'vitest'
import { errorCodes } from '../testing/error-codes.ts'
import { startRawBot, type RawBot } from '../testing/raw-bot.ts'

const v2 = 32_768
/** The first bytes of a PNG of 3 by 2 pixels. */
const png = Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 3, 0, 0, 0, 2])

function gallery(name: string, description = 'a cat'): unknown {
  return { type: 12, items: [{ media: { url: `attachment://${name}` }, description }] }
}

async function reply(bot: RawBot, json: unknown, files: readonly string[] = []): ReturnType<RawBot['call']> {
  return bot.webhook(
    'PATCH',
    '/messages/@original',
    json,
    files.map((name) => ({ name, bytes: png })),
  )
}

async function deferred(): Promise<RawBot> {
  const bot = await startRawBot()
  bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a cat' })
  await bot.respond({ type: 5 })
  return bot
}

test('a file that a component shows is not among the attachments', async () => {
  await using bot = await deferred()
  const { body } = await reply(bot, { flags: v2, components: [gallery('cat.png')] }, ['cat.png'])
  expect(body.attachments).toEqual([])
  expect(body.components[0].items[0]).toMatchObject({
    description: 'a cat',
    spoiler: false,
    media: { width: 3, height: 2, content_type: 'image/png' },
  })
  expect(bot.channel.messages[0]?.images[0]?.file?.bytes).toEqual(png)
  expect(bot.channel.messages[0]?.images[0]?.alt).toBe('a cat')
})

test('without components a file is among the attachments, with its description', async () => {
  await using bot = await deferred()
  const { body } = await reply(bot, { attachments: [{ id: '0', description: 'a cat' }] }, ['cat.png'])
  expect(body.attachments).toMatchObject([{ filename: 'cat.png', size: 24, description: 'a cat', width: 3, height: 2 }])
})

test('a reference to a file that is not there is refused', async () => {
  await using bot = await deferred()
  const { status, body } = await reply(bot, { flags: v2, components: [gallery('dog.png')] }, ['cat.png'])
  expect(status).toBe(400)
  expect(errorCodes(body.errors)).toEqual(['components UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND'])
})

test('an edit keeps the files that it does not speak of', async () => {
  await using bot = await deferred()
  await reply(bot, { flags: v2, components: [gallery('cat.png')] }, ['cat.png'])
  const text = { type: 10, content: 'Report received' }
  const { body } = await reply(bot, { components: [gallery('cat.png'), text] })
  expect(body.components[0].items[0].media.url).toMatch(/\/cat\.png\?ex=/u)
  expect(bot.channel.messages[0]?.files).toHaveLength(1)
})

test('an edit with a list of attachments drops the others', async () => {
  await using bot = await deferred()
  await reply(bot, { content: 'a' }, ['one.png', 'two.png'])
  const [, second] = bot.channel.messages[0]!.files
  const { body } = await reply(bot, { attachments: [{ id: second!.id }] })
  expect(body.attachments).toMatchObject([{ filename: 'two.png' }])
})

test('an attachment entry without a file is refused', async () => {
  await using bot = await deferred()
  const { status, body } = await reply(bot, { attachments: [{ id: '7' }] }, ['cat.png'])
  expect(status).toBe(400)
  expect(errorCodes(body.errors)).toEqual(['attachments.0 ATTACHMENT_NOT_FOUND'])
})

test('a link works for a day; a fresh one comes with every look', async () => {
  await using bot = await deferred()
  const { body } = await reply(bot, { content: 'a' }, ['cat.png'])
  const { url } = body.attachments[0] as { url: string }
  const answer = await fetch(url)
  expect(answer.headers.get('content-type')).toBe('image/png')
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(png)
  await bot.clock.advance(24 * 60 * 60_000)
  expect(await fetch(url).then(async (late) => [late.status, await late.text()])).toEqual([
    404,
    'This content is no longer available.',
  ])
  const again = await bot.call('GET', `/channels/${bot.channel.id}/messages/${body.id}`)
  expect((await fetch(again.body.attachments[0].url)).status).toBe(200)
})

test('a link with a changed signature, time or file does not work', async () => {
  await using bot = await deferred()
  const { body } = await reply(bot, { content: 'a' }, ['cat.png'])
  const { url } = body.attachments[0] as { url: string }
  const forged = [
    url.replace(/hm=./u, 'hm=x'),
    url.replace(/ex=[^&]+/u, 'ex=ffffffff'),
    url.replace('cat.png', 'dog.png'),
  ]
  const answers = await Promise.all([...forged, url.replace(/\?.*/u, '')].map((one) => fetch(one)))
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
})

test('the files of a deleted message are gone', async () => {
  await using bot = await deferred()
  const { body } = await reply(bot, { content: 'a' }, ['cat.png'])
  await bot.webhook('DELETE', '/messages/@original')
  expect((await fetch(body.attachments[0].url)).status).toBe(404)
})
