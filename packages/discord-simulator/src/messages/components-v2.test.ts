import { expect, test } from 'vitest'
import { errorCodes } from '../testing/error-codes.ts'
import { startRawBot, type RawBot } from '../testing/raw-bot.ts'

const v2 = 32_768
const text = (content: string): unknown => ({ type: 10, content })
const button = (fields: object = {}): unknown => ({ type: 2, style: 1, label: 'Go', custom_id: 'go', ...fields })
const row = (...components: unknown[]): unknown => ({ type: 1, components })
const menu = (options: unknown[], fields: object = {}): unknown => ({ type: 3, custom_id: 's', options, ...fields })
const option = (value: string): unknown => ({ label: value, value })

const refused: readonly (readonly [name: string, body: unknown, ...codes: string[]])[] = [
  ['V2 components without the flag', { components: [text('a')] }, 'components.0.type UNION_TYPE_CHOICES'],
  [
    'content beside V2',
    { flags: v2, content: 'a', components: [text('b')] },
    'content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    'embeds beside V2',
    { flags: v2, embeds: [{ title: 'a' }], components: [text('b')] },
    'embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    '41 components in all',
    { flags: v2, components: [{ type: 17, components: Array.from({ length: 40 }, () => text('a')) }] },
    'components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
  ],
  [
    '4001 characters of text in all',
    { flags: v2, components: [text('a'.repeat(4000)), text('b')] },
    'components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
  ],
  [
    'a gallery of eleven',
    {
      flags: v2,
      components: [{ type: 12, items: Array.from({ length: 11 }, () => ({ media: { url: 'https://a.b/c.png' } })) }],
    },
    'components.0.items BASE_TYPE_BAD_LENGTH',
  ],
  [
    'alt text of 1025',
    {
      flags: v2,
      components: [{ type: 12, items: [{ media: { url: 'https://a.b/c.png' }, description: 'd'.repeat(1025) }] }],
    },
    'components.0.items.0.description BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a custom_id twice',
    { components: [row(button(), button())] },
    'components.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'a custom_id of 101',
    { components: [row(button({ custom_id: 'c'.repeat(101) }))] },
    'components.0.components.0.custom_id BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a button without label and emoji',
    { components: [row(button({ label: undefined }))] },
    'components.0.components.0 BUTTON_COMPONENT_INVALID_LABEL',
  ],
  [
    'a link with a custom_id',
    { components: [row(button({ style: 5, url: 'https://a.b' }))] },
    'components.0.components.0 BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
  ],
  [
    'a link that is a script',
    { components: [row({ type: 2, style: 5, label: 'l', url: 'javascript://a' })] },
    'components.0.components.0.url URL_TYPE_INVALID_SCHEME',
  ],
  [
    'a menu beside a button',
    { components: [row(menu([option('a')]), button())] },
    'components.0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED',
  ],
  [
    'the same option twice',
    { components: [row(menu([option('a'), option('a')]))] },
    'components.0.components.0.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
  ],
  [
    'more choices than options',
    { components: [row(menu([option('a')], { max_values: 2 }))] },
    'components.0.components.0.max_values SELECT_COMPONENT_INVALID_RANGE',
  ],
  [
    'six rows',
    { components: Array.from({ length: 6 }, (_, n) => row(button({ custom_id: `b${n}` }))) },
    'components BASE_TYPE_MAX_LENGTH',
  ],
  [
    'two faults at once',
    { components: [row(button({ custom_id: '', label: 'l'.repeat(81) }))] },
    'components.0.components.0.label BASE_TYPE_MAX_LENGTH',
    'components.0.components.0.custom_id BASE_TYPE_REQUIRED',
  ],
]

async function post(bot: RawBot, body: unknown): ReturnType<RawBot['call']> {
  return bot.call('POST', `/channels/${bot.channel.id}/messages`, body)
}

test.each(refused)('is refused: %s', async (_name, body, ...expected) => {
  await using bot = await startRawBot()
  const answer = await post(bot, body)
  bot.simulator.validator.takeFailures()
  expect(answer.status).toBe(400)
  expect(answer.body.code).toBe(50_035)
  expect(errorCodes(answer.body.errors)).toEqual(expect.arrayContaining(expected))
  expect(bot.channel.messages).toEqual([])
})

test('40 components and 4000 characters pass', async () => {
  await using bot = await startRawBot()
  const texts = Array.from({ length: 38 }, () => text('a'.repeat(100)))
  const last = text('b'.repeat(200))
  expect(await post(bot, { flags: v2, components: [{ type: 17, components: [...texts, last] }] })).toMatchObject({
    status: 200,
  })
})

test('the flag cannot be taken from a message', async () => {
  await using bot = await startRawBot()
  const { body } = await post(bot, { flags: v2, components: [text('a')] })
  const answer = await bot.call('PATCH', `/channels/${bot.channel.id}/messages/${body.id}`, { flags: 0, content: 'b' })
  expect(answer.status).toBe(400)
  expect(errorCodes(answer.body.errors)).toEqual(['content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'])
})

test('a message with content becomes V2 only when the content goes', async () => {
  await using bot = await startRawBot()
  const { body } = await post(bot, { content: 'a' })
  const path = `/channels/${bot.channel.id}/messages/${body.id}`
  expect(await bot.call('PATCH', path, { flags: v2, components: [text('b')] })).toMatchObject({ status: 400 })
  expect(await bot.call('PATCH', path, { flags: v2, content: null, components: [text('b')] })).toMatchObject({
    status: 200,
  })
  expect(bot.channel.messages[0]?.text).toBe('b')
})

test('components get ids and defaults in the answer', async () => {
  await using bot = await startRawBot()
  const { body } = await post(bot, { flags: v2, components: [{ type: 17, components: [text('a'), { type: 14 }] }] })
  expect(body.components).toEqual([
    {
      type: 17,
      id: 1,
      accent_color: null,
      spoiler: false,
      components: [
        { type: 10, id: 2, content: 'a' },
        { type: 14, id: 3, divider: true, spacing: 1 },
      ],
    },
  ])
})
