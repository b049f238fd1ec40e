// Checked with the options of every command, so nothing is loaded for it.

export const placeholders = ['prompt', 'model', 'seed', 'index', 'date', 'task'] as const

export const defaultNamePattern = '{prompt}'

/**
 * What is wrong with a pattern, or `undefined`. A pattern may hold folders (`{model}/{prompt}`), relative to `--out`.
 */
export function checkNamePattern(pattern: string): string | undefined {
  const unknown = [...pattern.matchAll(/\{([^{}]*)\}/g)].find(
    ([, name]) => !placeholders.some((known) => known === name),
  )
  if (unknown) return `unknown ${unknown[0]}; there are ${placeholders.map((name) => `{${name}}`).join(' ')}`
  const parts = splitPattern(pattern)
  if (parts.some((part) => /^\s*\.{0,2}\s*$/.test(part)))
    return 'must not begin or end with a slash, or have . or .. as a part'
  return undefined
}

export function splitPattern(pattern: string): string[] {
  return pattern.split(/[/\\]/)
}
