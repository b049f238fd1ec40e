import * as z from 'zod/mini'
import { asObject, type JsonObject } from './json.ts'
import { type FluxModelId, type FluxSize, findRules } from './model-rules.ts'
import { sizePattern } from './size.ts'

// Without `z.number`, `z.boolean`, `z.literal`, `z.regex`, `z.object`, `z.int` and `z.optional`, which bring 2 kB of a browser's bundle with them. What
// JSON Schema says of patterns and limits stands in the line of a field.

/** Makes each check of a schema say what the field of a request says. */
export interface Say {
  readonly error: (issue: { readonly input?: unknown }) => string
}

export function textLike(pattern: RegExp, say?: Say): z.ZodMiniString {
  return z.string(say).check(z.refine((text) => pattern.test(text), say))
}

export function knownModel(say?: Say): z.ZodMiniType<FluxModelId, FluxModelId> {
  return z.string(say).check(z.refine((id) => findRules(id) !== undefined, say)) as never
}

/** Pixels or a ratio as people write them. zod's template literals would refuse `1024 × 768`. */
export function sizeLike(say?: Say): z.ZodMiniType<FluxSize, FluxSize> {
  return textLike(sizePattern, say) as never
}

export const wholeFrom1: (say: Say) => z.ZodMiniType<number, number> = (say) => refined(isWhole, say)
export const trueOrFalse: (say: Say) => z.ZodMiniType<boolean, boolean> = (say) => refined(isBoolean, say)

export function exactly<const Value>(value: Value, say: Say): z.ZodMiniType<Value, Value> {
  return refined((given) => given === value, say)
}

export function plainObject<T>(isValid: (fields: JsonObject) => boolean, say: Say): z.ZodMiniType<T, T> {
  return refined((value) => {
    const fields = asObject(value)
    return fields !== undefined && isValid(fields)
  }, say)
}

function refined<T>(check: (value: unknown) => boolean, say: Say): z.ZodMiniType<T, T> {
  return z.unknown().check(z.refine(check, say)) as never
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean'
}

export function link(say: Say): z.ZodMiniString {
  // URL itself forgives spaces around a link and line breaks in it, which the service may not.
  const isLink = (text: string): boolean => /^https?:\/\/\S+$/i.test(text) && URL.canParse(text)
  return z.string(say).check(z.refine(isLink, say))
}

export function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 1
}
