/** Is a value that came over a message of this shape? */
export type Check<T> = (value: unknown) => value is T

/** @param maxLength in UTF-16 code units */
export function text(maxLength: number): Check<string> {
  return (value): value is string => typeof value === 'string' && value.length <= maxLength
}

export function flag(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

export function oneOf<T extends string>(values: readonly T[]): Check<T> {
  return (value): value is T => (values as readonly unknown[]).includes(value)
}

export function list<T>(item: Check<T>, maxItems: number): Check<T[]> {
  return (value): value is T[] => Array.isArray(value) && value.length <= maxItems && value.every(item)
}

/** Absent, or of this shape. */
export function maybe<T>(check: Check<T>): Check<T | undefined> {
  return (value): value is T | undefined => value === undefined || check(value)
}

/** An object with these fields and no other. */
export function record<T extends object>(fields: { readonly [Key in keyof T]-?: Check<T[Key]> }): Check<T> {
  const checks = Object.entries<Check<unknown>>(fields)
  return (value): value is T => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    const given = value as Record<string, unknown>
    const isKnown = Object.keys(given).every((key) => Object.hasOwn(fields, key))
    return isKnown && checks.every(([key, check]) => check(Object.hasOwn(given, key) ? given[key] : undefined))
  }
}
