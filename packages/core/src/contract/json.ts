/** A JSON object as received. */
export type JsonObject = Readonly<Record<string, unknown>>

/** @returns `undefined` for arrays, null and everything that is not an object */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined
}

/** @returns `undefined` for the empty text, too: as an id, a link or a message it says nothing */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function asBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

/** @returns `undefined` for infinite numbers, too: JSON allows `1e999` */
export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/**
 * An id of a task or a trace, as text, whether it came as text or as a number. Ids appear in messages and are stored:
 * what is longer than any id, or contains blanks, invisible characters or terminal control characters, is not an id.
 */
export function asId(value: unknown): string | undefined {
  if (Number.isSafeInteger(value)) return String(value)
  return typeof value === 'string' && /^[^\p{C}\p{Z}]{1,200}$/u.test(value) ? value : undefined
}
