import { expect, test } from 'vitest'
import { complaintsAbout } from './complaints.ts'

const english = {
  bot: {
    made: 'Made with {model}.',
    left: '{count, plural, one {# image left} other {# images left}}',
    hint: 'Write a prompt in the box below.',
    scope: '{scope, select, user {for you} guild {for the server} other {{scope}}}',
  },
}

/** Complete and correct. */
const translated: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  de: {
    made: 'Mit {model} erzeugt.',
    left: '{count, plural, one {noch # Bild} other {noch # Bilder}}',
    hint: 'Schreibe unten einen Prompt.',
    scope: '{scope, select, user {für dich} guild {für den Server} other {{scope}}}',
  },
  ja: {
    made: '{model}で作成しました。',
    left: '残り{count}枚',
    hint: '下にプロンプトを書いてください。',
    scope: '{scope, select, user {あなた} guild {サーバー} other {{scope}}}',
  },
}

const about = (language: string, texts: Readonly<Record<string, string>> = {}): string[] =>
  complaintsAbout(language, { bot: { ...translated[language], ...texts } }, english)

test('a message that is missing, and one that English doesn’t have, are named', () => {
  const { made = '', ...others } = translated['de'] ?? {}
  const file = { bot: { ...others, makes: made } }
  expect(complaintsAbout('de', file, english)).toEqual([
    'bot.made: is missing',
    'bot.makes: isn’t a message of en.json',
  ])
})

test.each([
  ['de', { made: "L'{model} ist da." }, "has a ' that isn’t around a brace: use ’"],
  ['de', { made: 'Mit {modell} erzeugt.' }, 'has the placeholders (modell) instead of (model)'],
  ['de', { made: 'Mit {model, number} erzeugt.' }, 'uses {model} as number, English as text'],
  ['de', { made: 'Mit {model erzeugt.' }, 'isn’t ICU MessageFormat: MALFORMED_ARGUMENT'],
  ['de', { made: ' Mit {model}' }, 'begins or ends with a space, or is empty'],
  ['de', { hint: 'Write a prompt in the box below.' }, 'is left in English'],
  ['ja', { hint: 'promptを in the box below に書きます。' }, 'has English in it: "in the box"'],
  [
    'ja',
    { left: '{count, plural, one {残り#枚} other {残り#枚}}' },
    'has the plural form "one", which the language doesn’t have',
  ],
  ['de', { left: '{count, plural, other {noch # Bilder}}' }, 'lacks the plural form "one"'],
  ['de', { scope: '{scope, select, user {für dich} other {{scope}}}' }, 'uses {scope} as user, English as guild,user'],
])('in %s, %j is refused', (language, texts, complaint) => {
  const [key = ''] = Object.keys(texts)
  expect(about(language, texts)[0]).toBe(`bot.${key}: ${complaint}`)
})

test.each(['de', 'ja'])('a complete translation is fine: %s', (language) => {
  expect(about(language)).toEqual([])
})

test.each([
  ['typographic apostrophes', { made: 'D’{model}.' }],
  ['code with quoted braces', { hint: "Siehe `$'{'workspaceFolder'}'`." }],
  ['what looks like a tag', { hint: '<prompt> steht unten.' }],
  ['a number that is shown as it is', { left: 'Noch übrig: {count}' }],
])('%s is fine', (_, texts) => {
  expect(about('de', texts)).toEqual([])
})
