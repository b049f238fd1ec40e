/** A parsed JSON object; what Discord sends and gets is kept in its own spelling and validated against Discord's document. */
export type JsonObject = Record<string, unknown>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Absent and null mean the same to Discord in nearly every request. */
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

/** A text, or `fallback` for everything else. */
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
