const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** A name for one runner, never used again. 62 random bits. */
export function randomHolder(random: () => number): string {
  return Array.from({ length: 12 }, () => alphabet[Math.floor(random() * alphabet.length)] ?? 'a').join('')
}
