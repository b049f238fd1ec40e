/** Shorter words would blank out half a sentence without hiding anything. */
const minSecretLength = 3
/** A service that cuts a prompt short still repeats its beginning. */
const headLength = 16

/** Longer messages are cut before they are searched. */
const maxSearched = 20_000

/** Replaces secrets (token, prompt) that the service or a library repeated in its own message; cuts what is very long. */
export function redact(message: string, secrets: readonly (string | undefined)[], maxLength = 500): string {
  let result = message.slice(0, maxSearched)
  for (const padded of secrets) {
    const secret = padded?.trim()
    if (!secret || secret.length < minSecretLength) continue
    // The other spellings are those inside a message that quotes JSON, from encoders that keep to ASCII too.
    const quoted = JSON.stringify(secret).slice(1, -1)
    const ascii = quoted.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    result = hide(result, [secret, quoted, ascii])
  }
  return result.length > maxLength ? `${result.slice(0, maxLength)}…` : result
}

/** Hides every place that starts like one of the spellings, as far as it goes on like the one that fits longest. */
function hide(message: string, spellings: readonly string[]): string {
  let result = ''
  for (let at = 0; at < message.length;) {
    const length = Math.max(...spellings.map((spelling) => sameLength(message, at, spelling)))
    result += length > 0 ? '[redacted]' : message[at]
    at += length || 1
  }
  return result
}

function sameLength(message: string, at: number, spelling: string): number {
  let length = 0
  while (length < spelling.length && message[at + length] === spelling[length]) length++
  return length >= Math.min(headLength, spelling.length) ? length : 0
}
