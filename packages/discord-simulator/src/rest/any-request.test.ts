import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startRawBot } from '../testing/raw-bot.ts'

// Closing the bot fails when the simulator itself failed on the way.

/** Mostly what belongs there, sometimes anything. */
function field<T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  const odd = fc.constantFrom<unknown>(null, true, '', 'a', 0, 1.5, -1, {}, [], [null], { a: 1 })
  return fc.oneof({ weight: 15, arbitrary: usual }, { weight: 1, arbitrary: odd })
}

const text = field(fc.constantFrom('a', 'hello', '@everyone'))
const url = field(fc.constantFrom('https://example.com/a.png', 'attachment://a.png', 'nowhere'))
const flag = field(fc.boolean())
const id = field(fc.string({ minLength: 3, maxLength: 5, unit: 'grapheme-ascii' }))
const media = field(fc.record({ url }))

const button = fc.record(
  {
    type: fc.constant(2),
    style: field(fc.constantFrom(1, 5)),
    label: text,
    custom_id: id,
    url,
    disabled: flag,
    emoji: field(fc.constant({ name: '🎨' })),
  },
  { requiredKeys: ['type', 'style', 'label'] },
)
const select = fc.record({
  type: fc.constant(3),
  custom_id: id,
  options: field(
    fc.uniqueArray(
      fc.record({ label: text, value: id, description: text, default: flag }, { requiredKeys: ['label', 'value'] }),
      { minLength: 1, maxLength: 3 },
    ),
  ),
})
const row = fc.record({
  type: fc.constant(1),
  components: field(fc.oneof(fc.array(button, { minLength: 1, maxLength: 3 }), fc.tuple(select))),
})
const textDisplay = fc.record(
  { type: fc.constant(10), content: text, id: field(fc.nat(50)) },
  { requiredKeys: ['type', 'content'] },
)
const thumbnail = fc.record(
  { type: fc.constant(11), media, description: text, spoiler: flag },
  { requiredKeys: ['type', 'media'] },
)
const section = fc.record({
  type: fc.constant(9),
  components: field(fc.tuple(textDisplay)),
  accessory: field(fc.oneof(button, thumbnail)),
})
const item = fc.record({ media, description: text, spoiler: flag }, { requiredKeys: ['media'] })
const gallery = fc.record({ type: fc.constant(12), items: field(fc.array(item, { minLength: 1, maxLength: 3 })) })
const line = fc.record(
  { type: fc.constant(14), divider: flag, spacing: field(fc.constantFrom(1, 2)) },
  { requiredKeys: ['type'] },
)
const file = fc.record({ type: fc.constant(13), file: media, spoiler: flag }, { requiredKeys: ['type', 'file'] })
const inner = fc.oneof(row, textDisplay, section, gallery, line, file)
const container = fc.record(
  {
    type: fc.constant(17),
    components: field(fc.array(inner, { minLength: 1, maxLength: 3 })),
    accent_color: field(fc.nat(0xff_ff_ff)),
    spoiler: flag,
  },
  { requiredKeys: ['type', 'components'] },
)

const v2 = fc.record({
  flags: field(fc.constant(32_768)),
  components: field(fc.array(fc.oneof(inner, container), { maxLength: 3 })),
})
const legacy = fc.record(
  {
    content: text,
    embeds: field(
      fc.array(
        fc.record(
          { title: text, description: text, color: field(fc.nat(9)), url, image: field(fc.record({ url })) },
          { requiredKeys: [] },
        ),
        { maxLength: 2 },
      ),
    ),
    components: field(fc.array(row, { maxLength: 2 })),
    nonce: field(fc.constantFrom('n', 7)),
    allowed_mentions: field(fc.record({ parse: field(fc.constant(['users'])) })),
  },
  { requiredKeys: [] },
)
const option = fc.record(
  {
    type: field(fc.constantFrom(3, 4, 5, 11)),
    name: field(fc.constantFrom('a', 'b', 'c')),
    description: text,
    required: flag,
    autocomplete: flag,
    choices: field(fc.constant([{ name: 'x', value: 'x' }])),
    min_length: field(fc.nat(9)),
  },
  { requiredKeys: ['type', 'name', 'description'] },
)
const command = fc.record(
  {
    name: field(fc.constantFrom('flux', 'other')),
    description: text,
    options: field(fc.array(option, { maxLength: 3 })),
    name_localizations: field(fc.constant({ de: 'bild' })),
    contexts: field(fc.constant([0, 1])),
    nsfw: flag,
    default_member_permissions: field(fc.constant('32')),
  },
  { requiredKeys: ['name', 'description'] },
)

test('whatever the body is, there is an answer that the document knows', async () => {
  await using bot = await startRawBot()
  bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a' })
  await bot.respond({ type: 5 })
  const { token } = await bot.interaction()
  const body = fc.oneof(v2, legacy)
  const request = fc.oneof(
    fc.tuple(fc.constant(['POST', `/channels/${bot.channel.id}/messages`] as const), body),
    fc.tuple(
      fc.constant(['PATCH', `/webhooks/${bot.simulator.applicationId}/${token}/messages/@original`] as const),
      body,
    ),
    fc.tuple(fc.constant(['POST', `/applications/${bot.simulator.applicationId}/commands`] as const), command),
  )
  const statuses = new Set<number>()
  await fc.assert(
    fc.asyncProperty(request, async ([[method, path], json]) => {
      const { status } = await bot.call(
        method,
        path,
        json,
        method === 'PATCH' ? [{ name: 'a.png', bytes: Uint8Array.of(1) }] : undefined,
      )
      statuses.add(status)
      const failures = bot.simulator.validator.takeFailures().filter(({ direction }) => direction === 'answer')
      expect(failures).toEqual([])
    }),
    { numRuns: 150 },
  )
  expect(statuses).toContain(200)
  expect(statuses).toContain(400)
}, 30_000)

test('a body that is not JSON gets 50109, an unknown path 404', async () => {
  await using bot = await startRawBot()
  const headers = { authorization: `Bot ${bot.simulator.botToken}`, 'content-type': 'application/json' }
  const answer = await fetch(`${bot.discord.apiBase}/v10/channels/${bot.channel.id}/messages`, {
    method: 'POST',
    headers,
    body: '{',
  })
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 50_109 }])
  expect(await bot.call('GET', '/nowhere')).toMatchObject({ status: 404, body: { message: '404: Not Found', code: 0 } })
  bot.simulator.validator.takeFailures()
})

test('a client that leaves mid-request is not a failure of the simulator', async () => {
  await using bot = await startRawBot()
  const socket = connect(bot.discord.port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write('POST /api/v10/oauth2/token HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{"half":')
  expect(await bot.call('GET', '/users/@me')).toMatchObject({ status: 200 })
  socket.destroy()
  expect(await bot.call('GET', '/users/@me')).toMatchObject({ status: 200 })
})
