import { asObject, type JsonObject } from './json.ts'
import { type FluxModelId, type FluxSize, findRules } from './models.ts'
import { sizePattern } from './size.ts'

/**
 * Does a field take this value? Types and schemas of requests follow from these functions. They are not schemas themselves:
 * calling a function through zod costs 3 kB of a browser's bundle.
 */
export type Check<Value> = (value: unknown) => value is Value

/** A check whose type says more than it can compute, or the same in other words. */
function check<Value>(isValid: (value: unknown) => boolean): Check<Value> {
  return isValid as Check<Value>
}

export function textLike(pattern: RegExp): Check<string> {
  return check((value) => typeof value === 'string' && pattern.test(value))
}

export const isKnownModel: Check<FluxModelId> = check((value) => findRules(value as string) !== undefined)

/** Pixels or a ratio as people write them, `1024 × 768` too. */
export const isSizeLike: Check<FluxSize> = textLike(sizePattern) as never

export const isWholeFrom1: Check<number> = check((value) => Number.isSafeInteger(value) && Number(value) >= 1)

export const isBoolean: Check<boolean> = check((value) => typeof value === 'boolean')

export function exactly<const Value>(only: Value): Check<Value> {
  return check((value) => value === only)
}

export function plainObject<Value>(isValid: (fields: JsonObject) => boolean): Check<Value> {
  return check((value) => {
    const fields = asObject(value)
    return fields !== undefined && isValid(fields)
  })
}

/** URL itself forgives spaces around a link and line breaks in it, which the service may not. */
export const isLink: Check<string> = check(
  (value) => typeof value === 'string' && /^https?:\/\/\S+$/i.test(value) && URL.canParse(value),
)
