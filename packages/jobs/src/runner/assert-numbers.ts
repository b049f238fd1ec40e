import { InvalidRequestError } from '@fluxkit/core'

type Rule = readonly [rule: string, isValid: (value: number) => boolean]

/** 0 only checks, and `Infinity` has no end. */
const wait: Rule = ['a number of milliseconds from 0', (value) => value >= 0]
/** What timers of JavaScript hosts can wait. A lease of 0 ms would be over at once, and two processes would submit one job. */
const period: Rule = ['a number of milliseconds from 1 to 2147483647', (value) => value >= 1 && value < 2 ** 31]
const count: Rule = ['a whole number from 1', (value) => value >= 1 && (value === Infinity || Number.isInteger(value))]

const rules: Readonly<Record<string, Rule>> = {
  leaseMs: period,
  everyMs: period,
  waitMs: wait,
  troubleMs: wait,
  patienceMs: wait,
  concurrency: count,
  downloads: count,
}

/** Options with a number that can't work are refused before anything is written or submitted. @throws {InvalidRequestError} */
export function assertNumbers(options: object): void {
  const issues = Object.entries<unknown>({ ...options }).flatMap(([field, value]) => {
    const [rule, isValid] = (Object.hasOwn(rules, field) && rules[field]) || []
    if (!isValid || value === undefined || (typeof value === 'number' && isValid(value))) return []
    return [{ field, message: `${field}: must be ${rule}` }]
  })
  if (issues.length > 0) throw new InvalidRequestError(issues)
}
