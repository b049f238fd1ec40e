import { describe, expect, test } from 'vitest'
import { readVocabulary, unusedPhrases, wordUses, type AllowedPhrase } from './words-rules.ts'

const guide = `Some text.

| a table | of something else |
| ------- | ----------------- |
| one     | two               |

| instead of        | write  | where      |
| ----------------- | ------ | ---------- |
| picture, pictures | image  | everywhere |
| is no             | isn't a | everywhere |
| order             | job    | names      |
| a … of its own    | its own | sentences |
| of                | a noun | comment starts |
`

const uses = (path: string, text: string, allowed: AllowedPhrase[] = []): string[] =>
  wordUses(path, text, readVocabulary(guide), allowed).map(({ line, word }) => `${line}: ${word.instead}`)

describe('the vocabulary', () => {
  test('is the table of the guide, one entry for each form of a word', () => {
    expect(readVocabulary(guide)).toEqual([
      { instead: 'picture', write: 'image', where: 'everywhere' },
      { instead: 'pictures', write: 'image', where: 'everywhere' },
      { instead: 'is no', write: "isn't a", where: 'everywhere' },
      { instead: 'order', write: 'job', where: 'names' },
      { instead: 'a … of its own', write: 'its own', where: 'sentences' },
      { instead: 'of', write: 'a noun', where: 'comment starts' },
    ])
  })

  test('is refused when the table is missing or does not say where a word is wrong', () => {
    expect(() => readVocabulary('no table')).toThrow('There is no table')
    expect(() => readVocabulary('| instead of | write | where |\n| --- | --- | --- |\n| a | b | here |')).toThrow('`a`')
  })
})

describe('a word that is wrong everywhere is found', () => {
  test.each([
    ['in a comment', '// One\n// PICTURE\n', ['2: picture']],
    ['in a string', "const a = 'no pictures'", ['1: pictures']],
    ['in a name in camel case', 'const drawPicture = 1', ['1: picture']],
    ['in a name with underscores', 'const PICTURE_FOLDER = 1', ['1: picture']],
    ['as a phrase', '// That is no file.', ['1: is no']],
  ])('%s', (_, text, expected) => {
    expect(uses('a.ts', text)).toEqual(expected)
  })

  test('in a document and in the name of a file', () => {
    expect(uses('docs/pictures.md', 'A picture.')).toEqual(['0: pictures', '1: picture'])
  })
})

describe('a word that is wrong in names', () => {
  test('is found in identifiers and in the name of a file', () => {
    expect(uses('src/place-order.ts', 'function f(order: Order) {}\nclass A { #order = 1 }')).toEqual([
      '0: order',
      '1: order',
      '2: order',
    ])
  })

  test('may stand in sentences', () => {
    expect(uses('a.ts', "// In order.\nconst text = 'in order'")).toEqual([])
    expect(uses('a.md', 'in order')).toEqual([])
  })
})

describe('a phrase that is wrong in sentences', () => {
  test.each([
    ['a comment', 'a.ts', 'f()\n/**\n * It has\n * a process of its own.\n */', ['4: a … of its own']],
    ['a test title', 'a.test.ts', "test('has a busy thread of its own')", ['1: a … of its own']],
    ['the title of cases', 'a.test.ts', "describe.each([1])('has a thread of its own')", ['1: a … of its own']],
    ['Markdown', 'a.md', 'One\na folder of its own', ['2: a … of its own']],
  ])('is found in %s', (_, path, text, expected) => {
    expect(uses(path, text)).toEqual(expected)
  })

  test('may be used in other strings, and with more than two words in between', () => {
    expect(uses('a.ts', "const text = 'a mind of its own'")).toEqual([])
    expect(uses('a.test.ts', "test('is shown', () => expect(text)\n.toBe('a mind of its own'))")).toEqual([])
    expect(uses('a.md', 'a part of the folder of its own')).toEqual([])
  })
})

test('the first word of a comment is found there, and nowhere else', () => {
  expect(uses('a.ts', '/** Of its job. */\n// Off.\n// The key of its job.\nconst of = 1 // Of it')).toEqual([
    '1: of',
    '4: of',
  ])
})

test('parts of other words are not found', () => {
  expect(uses('a.ts', '// picturesque\nconst border = 1')).toEqual([])
})

describe('an allowed phrase', () => {
  const legacy = { path: /^src\//, phrase: /'pictures\/'/g, reason: 'the folder of earlier versions' }

  test('is passed over in its files, and nothing else in the same line', () => {
    expect(uses('src/a.ts', "const a = 'pictures/'", [legacy])).toEqual([])
    expect(uses('src/a.ts', "const picture = 'pictures/'", [legacy])).toEqual(['1: picture'])
  })

  test('does not hold in other files', () => {
    expect(uses('test/a.ts', "const a = 'pictures/'", [legacy])).toEqual(['1: pictures'])
  })

  test('of several lines leaves the numbers of the lines as they are', () => {
    const block = { phrase: /start[\s\S]*stop/g, reason: 'a quotation' }
    expect(uses('a.md', 'start\npicture\nstop\npicture', [block])).toEqual(['4: picture'])
  })
})

test('an allowed phrase that no file needs any more is reported', () => {
  const needed = { path: /^src\//, phrase: /pictures/g, reason: 'the folder of earlier versions' }
  const elsewhere = { path: /^docs\//, phrase: /pictures/g, reason: 'a quotation' }
  const gone = { phrase: /sightings/g, reason: 'a quotation' }
  expect(unusedPhrases([['src/a.ts', "'pictures'"]], [needed, elsewhere, gone])).toEqual([elsewhere, gone])
})
