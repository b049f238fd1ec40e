import * as z from 'zod/mini'
import { asObject, type JsonObject } from './json.ts'
import { type FluxModelId, type FluxSize, findRules } from './models.ts'
import { sizePattern } from './size.ts'

// Without `z.number`, `z.boolean`, `z.literal`, `z.regex`, `z.object`, `z.int` and `z.optional`, which bring 2 kB of a browser's bundle with them. What
// JSON Schema says about patterns and limits is in the line of a field.

/** Makes each check of a schema say what the field of a request says. */
export interface SchemaErrors {
  readonly error: (issue: { readonly input?: unknown }) => string
}

export function textLike(pattern: RegExp, errorOf?: SchemaErrors): z.ZodMiniString {
  return z.string(errorOf).check(z.refine((text) => pattern.test(text), errorOf))
}

export function knownModel(errorOf?: SchemaErrors): z.ZodMiniType<FluxModelId, FluxModelId> {
  return z.string(errorOf).check(z.refine((id) => findRules(id) !== undefined, errorOf)) as never
}

/** Pixels or a ratio as people write them. zod's template literals would refuse `1024 × 768`. */
export function sizeLike(errorOf?: SchemaErrors): z.ZodMiniType<FluxSize, FluxSize> {
  return textLike(sizePattern, errorOf) as never
}

export const wholeFrom1: (errorOf: SchemaErrors) => z.ZodMiniType<number, number> = (errorOf) =>
  refined(isWhole, errorOf)
export const trueOrFalse: (errorOf: SchemaErrors) => z.ZodMiniType<boolean, boolean> = (errorOf) =>
  refined(isBoolean, errorOf)

export function exactly<const Value>(value: Value, errorOf: SchemaErrors): z.ZodMiniType<Value, Value> {
  return refined((given) => given === value, errorOf)
}

export function plainObject<T>(isValid: (fields: JsonObject) => boolean, errorOf: SchemaErrors): z.ZodMiniType<T, T> {
  return refined((value) => {
    const fields = asObject(value)
    return fields !== undefined && isValid(fields)
  }, errorOf)
}

/** A schema of values that pass a check. Not `z.custom`, which is larger. */
export function refined<T>(check: (value: unknown) => boolean, errorOf?: SchemaErrors): z.ZodMiniType<T, T> {
  return z.unknown().check(z.refine(check, errorOf)) as never
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean'
}

export function link(errorOf: SchemaErrors): z.ZodMiniString {
  // URL itself forgives spaces around a link and line breaks in it, which the service may not.
  const isLink = (text: string): boolean => /^https?:\/\/\S+$/i.test(text) && URL.canParse(text)
  return z.string(errorOf).check(z.refine(isLink, errorOf))
}

export function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 1
}
