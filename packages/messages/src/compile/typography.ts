type Rule = readonly [wrong: RegExp, complaint: string]

const cjk = String.raw`\u3040-\u30FF\u4E00-\u9FFF`

const asian: readonly Rule[] = [
  [new RegExp(`[${cjk}）」”][,.;:!?](?:[\\s${cjk}]|$)|[,;:!?][${cjk}]`), 'has half-width punctuation'],
  [new RegExp(`[${cjk}]\\(|\\)[${cjk}]`), 'has half-width parentheses'],
  [
    new RegExp(`[${cjk}] +[${cjk}]|[。、，：；！？（「] | [。、，：；！？）」]`),
    'has a space that the script doesn’t use',
  ],
]

/** Narrow and no-break spaces look like one where there are four. */
const repeatedSpace: Rule = [/\s{2,}/, 'has two spaces in a row']

const straightQuotes: Rule = [/"/, 'has straight quotation marks']

/** What readers of a language see as a mistake at first glance, whatever the words are. */
const rules: Readonly<Record<string, readonly Rule[]>> = {
  en: [straightQuotes, [/[„«»]/, 'has quotation marks of another language']],
  de: [straightQuotes, [/[”«»]|(?<!„[^“]*)“/, 'needs quotation marks like „this“']],
  fr: [
    straightQuotes,
    [/[“”„]/, 'needs quotation marks like « this »'],
    // The prefix of VS Code's commands stays as it is.
    [
      /[ \u00A0][:;!?»]|«[^\u202F]|[^\s\d:/](?<!Fluxkit):(?:\s|$)|[^\u202F\s][;!?»]/,
      'needs U+202F before : ; ! ? and within « »',
    ],
  ],
  es: [straightQuotes, [/[“”„]/, 'needs quotation marks like «this»']],
  'pt-BR': [straightQuotes, [/[„«»]/, 'needs quotation marks like “this”']],
  ja: [straightQuotes, ...asian, [/[“”，；]/, 'needs 「this」 and 、']],
  'zh-CN': [straightQuotes, ...asian, [/[「」]/, 'needs quotation marks like “this”']],
}

/** Punctuation and spaces that a message gets wrong. Code, links and placeholders aren't looked at. */
export function typographyComplaints(language: string, message: string): string[] {
  const text = message.replaceAll(/`[^`]*`|'[{}][^']*'|\]\([^)]*\)|https?:\S+|\{\w+\}|#\w[\w.]*#/g, 'X')
  const found = [repeatedSpace, ...(rules[language] ?? [])].flatMap(([wrong, complaint]) =>
    wrong.test(text) ? [complaint] : [],
  )
  return [...found, ...(language === 'es' ? openings(text) : [])]
}

function openings(text: string): string[] {
  const count = (mark: string): number => text.split(mark).length
  const isPaired = count('¿') === count('?') && count('¡') === count('!')
  return isPaired ? [] : ['needs ¿ or ¡ where a question or an exclamation begins']
}
