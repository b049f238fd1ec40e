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
