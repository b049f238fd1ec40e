/** A JSON object as it came over the wire. */
export type JsonObject = Readonly<Record<string, unknown>>

/** @returns `undefined` for arrays, null and everything that is no object */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined
}

/** @returns `undefined` for the empty text, too: as an id, a link or a message it says nothing */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/**
 * An id of a task or a trace. Ids stand in messages and are written down: what is longer than any id, or holds what a
 * terminal obeys, is none.
 */
export function asId(value: unknown): string | undefined {
  return typeof value === 'string' && /^[!-~]{1,200}$/.test(value) ? value : undefined
}
