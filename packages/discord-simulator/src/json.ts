/** A parsed JSON object. Discord's data keeps Discord's spelling and is validated against Discord's document. */
export type JsonObject = Record<string, unknown>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Discord treats absent and null alike in nearly every request. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null
}

/** The objects of a list; nothing when it is not a list. */
export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** A string, or `fallback` for everything else. */
export function textOf(value: unknown, fallback = ''): string {
  return typeof value === 'string' ? value : fallback
}

/** An object and the objects in it, without their fields that are null. */
export function withoutNulls(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => !isAbsent(field))
      .map(([key, field]) => [key, isObject(field) ? withoutNulls(field) : field]),
  )
}
