/**
 * Where a source joins messages to a sentence, or adds words to one: translators can't move the parts, and other languages
 * order them differently. A whole sentence with placeholders takes their place.
 */
export function joinedMessages(path: string, source: string): string[] {
  const found = [...templates(source), ...additions(source)]
  return found.map(({ at, text }) => `${path}:${lineOf(source, at)}: joins a sentence from parts: ${text}`)
}

interface Joined {
  readonly at: number
  readonly text: string
}

/** A call of `t` within `${…}`, with placeholders of its own. */
const messageCall = /\$\{(?:\w+\.)*t\((?:[^{}]|\{[^{}]*\})*\)\}/g

function templates(source: string): Joined[] {
  return [...source.matchAll(/`(?:[^`\\]|\\.)*`/g)].flatMap(({ 0: template, index }) =>
    template.split(/\\n|\n/).flatMap((line) => (isJoined(line) ? [{ at: index, text: line.trim() }] : [])),
  )
}

function isJoined(line: string): boolean {
  const shape = line.replaceAll(messageCall, '§').replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}|\$\([\w~-]+\)|<[^>]*>/g, '¤')
  if (!shape.includes('§')) return false
  return /§[ .,;:]*§/.test(shape) || /[a-z]{3}/.test(shape)
}

/** `t('a') + ' b'` */
function additions(source: string): Joined[] {
  return [...source.matchAll(/\bt\((?:[^()]|\([^()]*\))*\) \+ |['"`] \+ t\(/g)].map(({ 0: text, index }) => ({
    at: index,
    text,
  }))
}

function lineOf(source: string, at: number): number {
  return source.slice(0, at).split('\n').length
}
