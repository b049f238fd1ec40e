/** A JSON object whose fields this package does not know. */
export type Json = { readonly [key: string]: unknown }

/** @returns `undefined` for arrays, null and everything that isn't an object */
export function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
}
