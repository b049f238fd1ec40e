import { asObject } from '../contract/json.ts'
import type { RequestIssue } from '../contract/request-issue.ts'
import { show } from '../contract/show.ts'
import type { FluxErrorDetails } from '../errors/flux-error.ts'
import { InvalidRequestError } from '../errors/request-errors.ts'

/** Checks one value of a caller, who may have no compiler. @returns what to use; what is wrong is added to the issues */
export type Reader = (field: string, value: unknown, issues: RequestIssue[]) => unknown

/** One for each field: a new one does not compile until it is listed. */
export type Readers<T> = { readonly [Name in keyof Required<T>]: Reader }

/** The longest time that timers of JavaScript hosts can wait, 24.8 days; longer ones fire at once. */
const maxTimerMs = 2_147_483_647

/** Takes a value that is valid as it is. @param rule as a message says it, after "must be" */
export function must(rule: string, isValid: (value: unknown) => boolean, shown = show): Reader {
  return (field, value, issues) => {
    if (isValid(value)) return value
    issues.push({ field, message: `${field} ${shown(value)}: must be ${rule}` })
    return undefined
  }
}

/** The same for a field that may be absent. */
export function may(rule: string, isValid: (value: unknown) => boolean, shown = show): Reader {
  return must(rule, (value) => value === undefined || isValid(value), shown)
}

const isText = (value: unknown): boolean => typeof value === 'string'
export const isFunction = (value: unknown): boolean => typeof value === 'function'

export const text: Reader = may('text', isText)
export const callback: Reader = may('a function', isFunction)
export const flag: Reader = may('true or false', (value) => typeof value === 'boolean')
export const finite: Reader = may('a finite number', Number.isFinite)
/** Text or a function that returns it; stays out of messages. */
export const secret: Reader = may(
  'text or a function',
  (value) => isText(value) || isFunction(value),
  (value) => `(${typeof value})`,
)
/** Not 0, which leaves no time for an answer, and not `Infinity`, which timers take for 1 ms. */
export const timeLimit: Reader = milliseconds(1)

export function milliseconds(least: number): Reader {
  const isValid = (value: unknown): boolean => typeof value === 'number' && value >= least && value <= maxTimerMs
  return may(`a number of milliseconds from ${least} to ${maxTimerMs}`, isValid)
}

export function whole(least: number, most?: number): Reader {
  const isValid = (value: unknown): boolean =>
    Number.isSafeInteger(value) && Number(value) >= least && !(Number(value) > (most ?? Infinity))
  return may(`a whole number from ${least}${most ? ` to ${most}` : ''}`, isValid)
}

/**
 * Reads each field once, also those that a class or a proxy computes. Fields that are `undefined` are absent.
 * @param name of the object, as a message says it
 * @param prefix of its fields in an issue
 */
export function readFields<T extends object>(
  name: string,
  given: T,
  readers: Readers<T>,
  issues: RequestIssue[],
  prefix = '',
): T {
  const read: Record<string, unknown> = {}
  const values = asObject(given)
  // Not shown: a token may be where its options belong.
  if (!values) issues.push({ field: name, message: `${name}: must be an object` })
  else {
    for (const [field, reader] of Object.entries<Reader>(readers)) {
      const value = reader(`${prefix}${field}`, values[field], issues)
      if (value !== undefined) read[field] = value
    }
  }
  return read as T
}

/**
 * The same for an argument of a method.
 * @param details of what the call is about, for the error
 * @throws {InvalidRequestError}
 */
export function readArgument<T extends object>(
  name: string,
  given: T,
  readers: Readers<T>,
  details?: FluxErrorDetails,
): T {
  const issues: RequestIssue[] = []
  const read = readFields(name, given, readers, issues)
  if (issues.length > 0) throw new InvalidRequestError(issues, details)
  return read
}
