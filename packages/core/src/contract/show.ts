/** A value as messages show it: short, on one line; objects and functions only by their kind. */
export function show(value: unknown): string {
  const kind = typeof value
  const text =
    kind === 'string' && !/^[\w.:×*-]+$/.test(value as string)
      ? JSON.stringify(value)
      : (kind === 'object' && value !== null) || kind === 'function'
        ? `(${kind})`
        : String(value)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
