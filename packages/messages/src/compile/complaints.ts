import { type MessageFormatElement, TYPE } from '@formatjs/icu-messageformat-parser'
import { argumentsOf, type Placeholder } from './arguments-of.ts'
import type { LanguageFile } from './language-file.ts'
import { parseMessage } from './parse-message.ts'
import { typographyComplaints } from './typography.ts'

/** What is wrong with the file of a language, one sentence each, as `section.key: sentence`. */
export function complaintsAbout(language: string, file: LanguageFile, english: LanguageFile): string[] {
  return Object.entries({ ...english, ...file }).flatMap(([section]) => {
    const [ours = {}, theirs = {}] = [file[section], english[section]]
    return [
      ...missing(theirs, ours).map((key) => `${section}.${key}: is missing`),
      ...missing(ours, theirs).map((key) => `${section}.${key}: isn’t a message of en.json`),
      ...Object.entries(ours).flatMap(([key, message]) =>
        complaintsOf(language, message, theirs[key] ?? message).map((text) => `${section}.${key}: ${text}`),
      ),
    ]
  })
}

function missing(expected: object, found: object): string[] {
  return Object.keys(expected).filter((key) => !Object.hasOwn(found, key))
}

function complaintsOf(language: string, message: string, english: string): string[] {
  let tree: MessageFormatElement[]
  try {
    tree = parseMessage(message)
  } catch (error) {
    return [`isn’t ICU MessageFormat: ${(error as Error).message}`]
  }
  return [
    ...apostrophes(message),
    ...placeholderComplaints(argumentsOf(tree), argumentsOf(parseMessage(english))),
    ...plurals(language, tree),
    ...(message.trim() === message && message !== '' ? [] : ['begins or ends with a space, or is empty']),
    ...(language === 'en' ? [] : leftInEnglish(language, message, english)),
    ...typographyComplaints(language, message),
  ]
}

/** `L'{model}` would show `L{model}`: an apostrophe quotes the brace after it. Only quoted braces may have one. */
function apostrophes(message: string): string[] {
  return message.replaceAll(/'[{}][^']*'/g, '').includes("'") ? ["has a ' that isn’t around a brace: use ’"] : []
}

/** A translation names the same placeholders. It may use a number as it is, never a text as a number. */
function placeholderComplaints(
  ours: ReadonlyMap<string, Placeholder>,
  theirs: ReadonlyMap<string, Placeholder>,
): string[] {
  const [names, expected] = [[...ours.keys()].join(', '), [...theirs.keys()].join(', ')]
  if (names !== expected) return [`has the placeholders (${names}) instead of (${expected})`]
  return [...ours].flatMap(([name, kind]) => {
    const english = String(theirs.get(name))
    return kind === 'text' || String(kind) === english
      ? []
      : [`uses {${name}} as ${String(kind)}, English as ${english}`]
  })
}

/** Each plural has exactly the forms of its language; English `one` doesn't exist in Japanese. `many` is for millions. */
function plurals(language: string, tree: readonly MessageFormatElement[]): string[] {
  const forms = new Set<string>(new Intl.PluralRules(language).resolvedOptions().pluralCategories)
  return tree.flatMap((element): string[] => {
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return []
    const options = Object.keys(element.options)
    const inner = Object.values(element.options).flatMap(({ value }) => plurals(language, value))
    if (element.type === TYPE.select) return inner
    const wrong = options.filter((form) => !form.startsWith('=') && !forms.has(form))
    const absent = [...forms].filter((form) => form !== 'many' && !options.includes(form))
    return [
      ...inner,
      ...wrong.map((form) => `has the plural form "${form}", which the language doesn’t have`),
      ...absent.map((form) => `lacks the plural form "${form}"`),
    ]
  })
}

/** Code, links and names stay as they are in every language; so do the words of ICU. */
function prose(message: string): string {
  return message
    .replaceAll(/\{\w+, (?:plural|select),|(?<=[ }])(?:\w+|=\d+) \{(?!\w+\})/g, '')
    .replaceAll(/`[^`]*`|\]\([^)]*\)|\{\w+\}|\bhttps?:\S+|\b[A-Z]+(?:_[A-Z]+)+\b|\b[a-z]+\.[a-z.]+\b/gi, '')
}

function leftInEnglish(language: string, message: string, english: string): string[] {
  const found = prose(message).match(/[a-z]{2,}/gi) ?? []
  if (message === english && found.length > 2) return ['is left in English']
  const isLatin = !/^(?:ja|zh)/.test(language)
  // Names are one or two words: "Flux API", "AceDataCloud".
  const half = /(?:\b[a-z]+\b ){2}\b[a-z]+\b/i.exec(prose(message))
  return isLatin || half === null ? [] : [`has English in it: "${half[0]}"`]
}
