/** Shorter words would blank out half a sentence without hiding anything. */
const minSecretLength = 3
/** A service that cuts a prompt short still repeats its beginning. */
const headLength = 16

/** Replaces secrets (token, prompt) that the service or a library repeated in its own message; cuts what is very long. */
export function redact(message: string, secrets: readonly (string | undefined)[], maxLength = 500): string {
  let result = message
  for (const padded of secrets) {
    const secret = padded?.trim()
    if (!secret || secret.length < minSecretLength) continue
    // The other spellings are those inside a message that quotes JSON, from encoders that keep to ASCII too.
    const quoted = JSON.stringify(secret).slice(1, -1)
    const ascii = quoted.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    for (const spelling of new Set([secret, quoted, ascii])) result = hide(result, spelling)
  }
  return result.length > maxLength ? `${result.slice(0, maxLength)}…` : result
}

/** Hides every place that starts like the secret, as far as it goes on like it. */
function hide(message: string, secret: string): string {
  const head = secret.slice(0, headLength)
  const parts = message.split(head)
  let result = parts[0] ?? ''
  for (const part of parts.slice(1)) {
    let same = 0
    while (same < part.length && part[same] === secret[head.length + same]) same++
    result += `[redacted]${part.slice(same)}`
  }
  return result
}
