/** A word that shares fewer of its letter pairs is another word, not a slip. */
const minShare = 0.34
const maxLetters = 64

/** The candidate that shares most pairs of letters with `word`, for "nearest" hints; the first of equals. */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  const wanted = letterPairs(word)
  let nearest: string | undefined
  let most = minShare
  for (const candidate of candidates) {
    const pairs = letterPairs(candidate)
    const share = [...pairs].filter((pair) => wanted.has(pair)).length / Math.max(pairs.size, wanted.size)
    if (share > most) [nearest, most] = [candidate, share]
  }
  return nearest
}

/** With a space on either side, so that first and last letters count as well. */
function letterPairs(word: string): ReadonlySet<string> {
  const padded = ` ${word.slice(0, maxLetters).toLowerCase()} `
  return new Set(Array.from({ length: padded.length - 1 }, (_, index) => padded.slice(index, index + 2)))
}
