/** How often each word is still used in each folder. */
export type WordsLeft = Readonly<Record<string, Readonly<Record<string, number>>>>

/** What to print where a folder uses a word more often than it may. */
export function complaintsOver(found: WordsLeft, left: WordsLeft): { folder: string; word: string; excess: string }[] {
  return Object.entries(found).flatMap(([folder, words]) =>
    Object.entries(words).flatMap(([word, count]) => {
      const most = left[folder]?.[word] ?? 0
      return count > most
        ? [{ folder, word, excess: `${folder}: ${count} lines with \`${word}\`, at most ${most}` }]
        : []
    }),
  )
}

/** The new limits: what was found, but never more than before. */
export function lowered(found: WordsLeft, left: WordsLeft): WordsLeft {
  const folders = Object.entries(left).map(([folder, words]) => {
    const rest = Object.entries(words)
      .map(([word, most]) => [word, Math.min(most, found[folder]?.[word] ?? 0)] as const)
      .filter(([, most]) => most > 0)
    return [folder, Object.fromEntries(rest)] as const
  })
  return Object.fromEntries(folders.filter(([, words]) => Object.keys(words).length > 0))
}
