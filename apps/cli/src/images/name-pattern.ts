import type { Localized } from '../language/translator.ts'
// Checked with the options of every command, so nothing is loaded for it.

export const placeholders = ['prompt', 'model', 'seed', 'index', 'date', 'task'] as const

export const defaultNamePattern = '{prompt}'

/**
 * What is wrong with a pattern, or `undefined`. A pattern may hold folders (`{model}/{prompt}`), relative to `--out`.
 */
export function checkNamePattern(pattern: string): Localized | undefined {
  const unknown = [...pattern.matchAll(/\{([^{}]*)\}/g)].find(
    ([, name]) => !placeholders.some((known) => known === name),
  )
  if (unknown) {
    const known = placeholders.map((name) => `{${name}}`).join(' ')
    return ({ t }) => t('usage.patternUnknown', { name: unknown[0], known })
  }
  const parts = splitPattern(pattern)
  if (parts.some((part) => /^\s*\.{0,2}\s*$/.test(part))) return ({ t }) => t('usage.patternParts')
  return undefined
}

export function splitPattern(pattern: string): string[] {
  return pattern.split(/[/\\]/)
}
