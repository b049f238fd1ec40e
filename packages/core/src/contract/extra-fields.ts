import type { RequestIssue } from './request-issue.ts'
import { plainName } from './plain-name.ts'
import { fieldEntries } from './request-fields.ts'
import { show } from './show.ts'

/** What core itself decides: how a submission waits for its result. */
const reserved = ['action', 'async']

/** Fields of the body and of requests, without regard to case and separators, and the field to use instead. */
const owners: ReadonlyMap<string, string> = new Map([
  ...reserved.map((name) => [name, name] as const),
  ...fieldEntries.flatMap(([name, { wire = name }]) => [
    [plainName(name), name] as const,
    [plainName(wire), name] as const,
  ]),
])

const namePattern = /^[A-Za-z][\w.-]{0,63}$/

/** Everything that is wrong with the fields a caller passes through; they must not overwrite what core sends. */
export function checkExtra(extra: object): RequestIssue[] {
  return Object.entries(extra).flatMap(([name, value]) => {
    const field = `extra.${name}`
    const owner = owners.get(plainName(name))
    if (owner !== undefined) {
      if (reserved.includes(owner)) return [{ field, message: `extra ${show(name)}: is decided by Fluxkit` }]
      return [{ field, message: `extra ${show(name)}: is the field ${owner} of the request`, nearest: owner }]
    }
    if (!namePattern.test(name)) return [{ field, message: `extra ${show(name)}: must be a plain field name` }]
    return isJson(value) ? [] : [{ field, message: `extra ${show(name)}: must be a JSON value` }]
  })
}

/** Would it arrive as it is? JSON leaves out functions and undefined, and cannot hold bigints, NaN or circles. */
function isJson(value: unknown, depth = 0): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || depth > 20) return false
  if (Array.isArray(value)) return value.every((each) => isJson(each, depth + 1))
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  return Object.values(value).every((each) => isJson(each, depth + 1))
}
