/** Text that is encoded more often than this is not readable to anyone either. */
const maxRounds = 3
/** Shorter runs of letters are words, also where they could be base64 or hexadecimal. */
const minEncodedLength = 8

const latin1 = new TextDecoder('latin1')
const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * A text without percent encoding, quoted-printable, `\u0041`, `\x41`, JSON and HTML escapes, also several of them on top of
 * each other. The first element is the text itself.
 */
export function unescapings(text: string): string[] {
  const found = [text]
  for (let round = 0; round < maxRounds; round++) {
    const next = unescapeOnce(found.at(-1) ?? '')
    if (found.includes(next)) break
    found.push(next)
  }
  return found
}

/** The same, and what it says in parts that may be base64 or hexadecimal. */
export function decodings(text: string): string[] {
  const plain = unescapings(text)
  const decoded = plain.flatMap((each) => [...decodeRuns(each)].map(unescapeOnce))
  return [...new Set([...plain, ...decoded])]
}

/** Lower case, without accents and without all that separates: so are two texts compared that mean the same. */
export function normalise(text: string): string {
  return fold(text).replaceAll(' ', '')
}

/** The same with one blank between words. */
export function fold(text: string): string {
  return (
    text
      .normalize('NFKD')
      // Both ways, so that `ß` and `SS` are one.
      .toUpperCase()
      .toLowerCase()
      .replace(/[\p{M}\p{Cf}]/gu, '')
      .replace(/[\0-/:-@[-`{-\x7f\p{P}\p{Z}\p{C}]+/gu, ' ')
      .trim()
  )
}

/** Each escape below begins with one of these; most texts have none of them. */
const escapeStart = /[%=\\&]/

function unescapeOnce(text: string): string {
  if (!escapeStart.test(text)) return text
  return text
    .replace(/(?:[%=][\da-f]{2})+/gi, (run) => fromHex(run.replace(/[%=]/g, '')))
    .replace(/(?:\\x[\da-f]{2})+/gi, (run) => fromHex(run.replace(/\\x/gi, '')))
    .replace(/\\u\{([\da-f]{1,6})\}/gi, (whole, hex: string) => fromCodePoint(Number.parseInt(hex, 16), whole))
    .replace(/\\u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\[nrtbfv]/g, ' ')
    .replace(/\\(["'\\/])/g, '$1')
    .replace(/&#x([\da-f]{1,6});?/gi, (whole, hex: string) => fromCodePoint(Number.parseInt(hex, 16), whole))
    .replace(/&#(\d{1,7});?/g, (whole, digits: string) => fromCodePoint(Number(digits), whole))
    .replace(/&([a-z])(?:acute|grave|circ|uml|tilde|cedil|ring|slash|caron);/gi, '$1')
    .replace(/&(?:amp|lt|gt|quot|apos|nbsp);/gi, ' ')
}

function fromCodePoint(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise
}

/** Runs that may be encoded, each by itself and all without the blanks that a line break at a fixed width puts in. */
function* decodeRuns(text: string): Generator<string> {
  for (const source of new Set([text, text.replace(/\s+/g, '')])) {
    for (const [run] of source.matchAll(/[\w+/-]{8,}/g)) yield* decodeRun(run)
  }
}

function* decodeRun(run: string): Generator<string> {
  // Words may stand directly before it, so the first character that belongs to it is unknown.
  const base64 = run.replaceAll('-', '+').replaceAll('_', '/')
  for (let start = 0; start < 4; start++) {
    const part = base64.slice(start)
    if (part.length >= minEncodedLength) yield fromBase64(part.slice(0, part.length - (part.length % 4 === 1 ? 1 : 0)))
  }
  for (const [hex] of run.matchAll(/[\da-f]{8,}/gi)) {
    for (const start of [0, 1]) yield fromHex(hex.slice(start))
  }
}

function fromBase64(text: string): string {
  return fromBytes(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)))
}

function fromHex(hex: string): string {
  return fromBytes(Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)))
}

function fromBytes(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return latin1.decode(bytes)
  }
}
