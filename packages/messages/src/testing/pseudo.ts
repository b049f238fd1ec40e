import type { Part } from '../pack.ts'
import type { CompiledMessage, Messages } from '../translate.ts'

const accents: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ó',
  U: 'Ú',
}

/** How much longer a translation may be: German and French take about a third more than English. */
const growth = 0.35

/**
 * English as a separate language, for tests: in brackets, with accents, a third longer, and its placeholders in reverse order.
 * Text outside of brackets isn’t a message; a bracket within others is a sentence that was glued from parts.
 */
export function pseudoMessages<Arguments>(english: Messages<Arguments>): Messages<Arguments> {
  const entries = Object.entries<CompiledMessage>(english)
  return Object.fromEntries(entries.map(([key, message]) => [key, pseudoMessage(message)])) as Messages<Arguments>
}

function pseudoMessage(message: CompiledMessage): CompiledMessage {
  if (typeof message === 'string') return `⟦${accented(message)}${padding(message.length)}⟧`
  const parts = message.map((part) => (typeof part === 'string' ? accented(part) : part)).toReversed()
  return ['⟦', ...parts, `${padding(textLength(message))}⟧`]
}

function textLength(parts: readonly Part[]): number {
  return parts.reduce<number>((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0)
}

function accented(text: string): string {
  return text.replaceAll(/[aeiou]/gi, (letter) => accents[letter] ?? letter)
}

function padding(length: number): string {
  return '~'.repeat(Math.ceil(length * growth))
}
