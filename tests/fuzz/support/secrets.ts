import { inspect } from 'node:util'

/** Distinctive and long, so that finding one of them anywhere is not a coincidence. */
export const token = 'sk-fuzz-7Q2mZ9xK4vB8nW3cR6tY1uE5aD0sFgHj'
export const prompt = 'a walrus reading Dostoyevsky in a lighthouse, painted on a "Thursday" — très flou'

/** Every way in which an error can reach a log. */
export function spellings(error: unknown): string {
  const { message, stack } = error as Error
  return [message, stack, inspect(error, { depth: 12, showHidden: true }), JSON.stringify(error)].join('\n')
}

/**
 * Which secrets an error gives away; whole, or a part that nobody could write by chance.
 * @param prompts could its producer know the prompt? Reads cannot.
 */
export function leaks(error: unknown, prompts: 'known' | 'unknown' = 'known'): string[] {
  const text = spellings(error)
  if (prompts === 'unknown') return text.includes(token) ? [token] : []
  return [token, prompt, prompt.slice(0, 24), JSON.stringify(prompt).slice(1, -1)].filter((each) => text.includes(each))
}
