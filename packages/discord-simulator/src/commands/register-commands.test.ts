import { expect, test } from 'vitest'
import { errorCodes } from '../testing/error-codes.ts'
import { startRawBot, type RawAnswer, type RawBot } from '../testing/raw-bot.ts'

function path(bot: RawBot): string {
  return `/applications/${bot.simulator.applicationId}/guilds/${bot.guild.id}/commands`
}

async function put(bot: RawBot, ...commands: unknown[]): Promise<RawAnswer> {
  const answer = await bot.call('PUT', path(bot), commands)
  // The document finds some of these faults as well; here Discord's own words are the subject.
  bot.simulator.validator.takeFailures()
  return answer
}

const flux = { name: 'flux', description: 'Images' }
const option = (fields: object): unknown => ({
  ...flux,
  options: [{ type: 3, name: 'prompt', description: 'p', ...fields }],
})
const optionsOf = (...options: object[]): unknown => ({
  ...flux,
  options: options.map((fields, index) => ({ type: 3, name: `o${index}`, description: 'd', ...fields })),
})
const choice = (name: string, value: unknown = name): object => ({ name, value })

const refused: readonly (readonly [name: string, command: unknown, code: string])[] = [
  ['an upper-case name', { ...flux, name: 'Flux' }, '0.name APPLICATION_COMMAND_INVALID_NAME'],
  ['a name with a space', { ...flux, name: 'flux it' }, '0.name APPLICATION_COMMAND_INVALID_NAME'],
  ['a name of 33', { ...flux, name: 'f'.repeat(33) }, '0.name BASE_TYPE_BAD_LENGTH'],
  ['no description', { name: 'flux' }, '0.description BASE_TYPE_REQUIRED'],
  ['a description of 101', { ...flux, description: 'd'.repeat(101) }, '0.description BASE_TYPE_BAD_LENGTH'],
  [
    'an unknown locale',
    { ...flux, name_localizations: { de_DE: 'flux' } },
    '0.name_localizations.de_DE BASE_TYPE_CHOICES',
  ],
  [
    'a localised name in upper case',
    { ...flux, name_localizations: { de: 'Flux' } },
    '0.name_localizations.de APPLICATION_COMMAND_INVALID_NAME',
  ],
  ['an option in upper case', option({ name: 'Prompt' }), '0.options.0.name APPLICATION_COMMAND_INVALID_NAME'],
  [
    'required after optional',
    optionsOf({}, { required: true }),
    '0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'an option twice',
    optionsOf({ name: 'a' }, { name: 'a' }),
    '0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
  ],
  [
    'a localised option name twice',
    optionsOf({ name_localizations: { de: 'bild', fr: 'a' } }, { name_localizations: { de: 'bild', fr: 'b' } }),
    '0.options.1.name_localizations.de APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
  ],
  ['26 options', optionsOf(...Array.from({ length: 26 }, () => ({}))), '0.options BASE_TYPE_MAX_LENGTH'],
  [
    '26 choices',
    option({ choices: Array.from({ length: 26 }, (_, n) => choice(`c${n}`)) }),
    '0.options.0.choices BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a choice twice',
    option({ choices: [choice('a'), choice('a', 'b')] }),
    '0.options.0.choices.1.name APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
  ],
  [
    'choices beside autocomplete',
    option({ autocomplete: true, choices: [choice('a')] }),
    '0.options.0.autocomplete APPLICATION_COMMAND_AUTOCOMPLETE_OPTION_CHOICES_EXCLUSIVE',
  ],
  [
    'choices for a switch',
    option({ type: 5, choices: [choice('a')] }),
    '0.options.0.choices APPLICATION_COMMAND_OPTION_CHOICES_INVALID',
  ],
  [
    'a text as the choice of a number',
    option({ type: 4, choices: [choice('one', '1')] }),
    '0.options.0.choices.0.value NUMBER_TYPE_COERCE',
  ],
  [
    'a shortest length above the longest',
    option({ min_length: 5, max_length: 4 }),
    '0.options.0.min_length APPLICATION_COMMAND_OPTION_RANGE_INVALID',
  ],
  ['subcommands beside options', optionsOf({ type: 1 }, {}), '0.options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID'],
  [
    'a subcommand in a subcommand',
    optionsOf({ type: 1, options: [{ type: 1, name: 'a', description: 'd' }] }),
    '0.options.0.options.0.type APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
  ],
  [
    'a menu with a description',
    { name: 'Edit', type: 3, description: 'd' },
    '0.description APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
  ],
  ['a type that does not exist', { ...flux, type: 9 }, '0.type BASE_TYPE_CHOICES'],
  ['a context that does not exist', { ...flux, contexts: [4] }, '0.contexts.0 NUMBER_TYPE_MAX'],
  [
    'more than 8000 characters in all',
    optionsOf(
      ...Array.from({ length: 25 }, () => ({
        description: 'd'.repeat(100),
        choices: Array.from({ length: 25 }, (_, n) => choice(`choice-${n}`)),
      })),
    ),
    '0 APPLICATION_COMMAND_TOO_LARGE',
  ],
]

test.each(refused)('is refused: %s', async (_name, command, code) => {
  await using bot = await startRawBot()
  const answer = await put(bot, command)
  expect(answer).toMatchObject({ status: 400, body: { code: 50_035 } })
  expect(errorCodes(answer.body.errors)).toContain(code)
  expect((await bot.call('GET', path(bot))).body).toEqual([])
})

test('two commands of one name and type are refused; of two types they pass', async () => {
  await using bot = await startRawBot()
  expect(errorCodes((await put(bot, flux, flux)).body.errors)).toEqual(['1.name APPLICATION_COMMANDS_DUPLICATE_NAME'])
  expect(await put(bot, flux, { name: 'flux', type: 3 })).toMatchObject({ status: 200 })
})

test('names of other scripts pass', async () => {
  await using bot = await startRawBot()
  const command = { ...flux, name_localizations: { ja: '画像', 'zh-CN': '图片', ru: 'картинка', th: 'รูปภาพ' } }
  expect(await put(bot, command)).toMatchObject({ status: 200 })
})

test('a command keeps its id when it is registered again, and gets a new version', async () => {
  await using bot = await startRawBot()
  const first = (await put(bot, flux)).body[0]
  const second = (await put(bot, { ...flux, description: 'Better images' })).body[0]
  expect(second.id).toBe(first.id)
  expect(second.version).not.toBe(first.version)
})

test('the list leaves localisations out unless it is asked for them', async () => {
  await using bot = await startRawBot()
  await put(bot, { ...flux, name_localizations: { de: 'bilder' } })
  expect((await bot.call('GET', path(bot))).body[0]).not.toHaveProperty('name_localizations')
  const full = await bot.call('GET', `${path(bot)}?with_localizations=true`)
  expect(full.body[0].name_localizations).toEqual({ de: 'bilder' })
})

test('200 new commands a day in a server, the next gets 30034; known names do not count', async () => {
  await using bot = await startRawBot()
  const batch = (from: number): unknown[] => Array.from({ length: 100 }, (_, n) => ({ ...flux, name: `c${from + n}` }))
  await put(bot, ...batch(0))
  await put(bot, ...batch(100))
  await put(bot, ...batch(100))
  expect(await put(bot, { ...flux, name: 'one-more' })).toMatchObject({ status: 400, body: { code: 30_034 } })
  await bot.clock.advance(24 * 60 * 60_000)
  expect(await put(bot, { ...flux, name: 'one-more' })).toMatchObject({ status: 200 })
})

test('101 chat commands get 30032', async () => {
  await using bot = await startRawBot()
  const commands = Array.from({ length: 101 }, (_, n) => ({ ...flux, name: `c${n}` }))
  expect(await put(bot, ...commands)).toMatchObject({ status: 400, body: { code: 30_032 } })
})

test('one command is made, changed and removed', async () => {
  await using bot = await startRawBot()
  const made = await bot.call('POST', path(bot), flux)
  expect(made.status).toBe(201)
  const one = `${path(bot)}/${made.body.id}`
  expect((await bot.call('PATCH', one, { description: 'Better' })).body).toMatchObject({
    name: 'flux',
    description: 'Better',
  })
  expect(await bot.call('DELETE', one)).toMatchObject({ status: 204 })
  expect(await bot.call('GET', one)).toMatchObject({ status: 404, body: { code: 10_063 } })
})

test('a server without the bot gets 50001', async () => {
  await using bot = await startRawBot()
  bot.guild.removeBot()
  expect(await put(bot, flux)).toMatchObject({ status: 403, body: { code: 50_001 } })
})
