import { decodings, fold, normalise, unescapings } from './spellings.ts'

/** Longer ones are pages and dumps, not explanations. */
const maxLength = 200
/** Words are shorter; keys, signed links and encoded data are not. */
const maxRunLength = 24
/** This many characters in common, separators aside, are not a coincidence. */
const sharedLength = 12
/** Shorter secrets are in every other sentence. */
const minSecretLength = 3

/** What a message must not repeat: prompt, links, callback key, token. */
export type Secrets = readonly (string | undefined)[]

/**
 * The service's text as far as a message may contain it, since hosts log messages: at most 200 characters, no run of 25 without a
 * blank, and nothing of a secret, in whatever encoding. What is left out here is in `serviceText` of the error.
 */
export function quotable(text: string | undefined, secrets: Secrets): string | undefined {
  const trimmed = text?.trim()
  if (!trimmed || trimmed.length > maxLength || longestRun(trimmed) > maxRunLength) return undefined
  return repeatsSecret(trimmed, secrets) ? undefined : trimmed
}

/** The same for a code: words that `_`, `-` or `.` separate. */
export function quotableCode(code: string | undefined, secrets: Secrets): string | undefined {
  return code !== undefined && quotable(code.replace(/[_.-]/g, ' '), secrets) !== undefined ? code : undefined
}

/** Ids have no blanks by nature; all that can be wrong with one is that it repeats a secret. */
export function quotableId(id: string | undefined, secrets: Secrets): string | undefined {
  return id !== undefined && repeatsSecret(id, secrets) ? undefined : id
}

/** Does a text share 12 characters with a secret, or all of a shorter one, however either is encoded? */
export function repeatsSecret(text: string, secrets: Secrets): boolean {
  const texts = decodings(text)
  const plainTexts = new Set(texts.map(normalise))
  return secrets.some((secret) => {
    const spellings = secret ? unescapings(secret.trim()) : []
    return spellings.some((spelling) => {
      const plain = normalise(spelling)
      if (plain.length >= sharedLength) return [...plainTexts].some((each) => sharesRun(each, plain))
      return texts.some((each) => containsPhrase(each, spelling, plain))
    })
  })
}

function sharesRun(text: string, secret: string): boolean {
  for (let start = 0; start + sharedLength <= text.length; start++) {
    if (secret.includes(text.slice(start, start + sharedLength))) return true
  }
  return false
}

/** Short secrets count as whole words, so that `cat` is not found in `category`; not all scripts separate words. */
function containsPhrase(text: string, secret: string, plain: string): boolean {
  if (plain.length < minSecretLength && /^[\0-\x7f]*$/.test(plain)) return false
  return /^[\0-\x7f]*$/.test(plain)
    ? ` ${fold(text)} `.includes(` ${fold(secret)} `)
    : plain.length > 1 && normalise(text).includes(plain)
}

function longestRun(text: string): number {
  return Math.max(...text.split(/\s+/).map((run) => run.length))
}
