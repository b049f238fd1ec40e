import type { RequestIssue } from '../contract/request-issue.ts'
import { show } from '../contract/show.ts'
import { defaultRetryPolicy, type RetryPolicy } from '../http/retry.ts'
import { checkNames } from '../contract/check-names.ts'
import { maxTimerMs } from './timeouts.ts'

/** More tries than that are a loop. */
const maxAttempts = 100

/** The retry policy with its defaults; a field that is `undefined` is not named. */
export function readRetry(given: Partial<RetryPolicy> = {}, issues: RequestIssue[]): RetryPolicy {
  const policy = { ...defaultRetryPolicy }
  if (typeof given !== 'object' || given === null) {
    issues.push({ field: 'retry', message: `retry ${show(given)}: must be an object` })
    return policy
  }
  issues.push(...checkNames('a field of retry', given, Object.keys(policy), 'retry.'))
  for (const name of Object.keys(policy) as (keyof RetryPolicy)[]) {
    const value = given[name]
    if (value === undefined) continue
    const isWhole = Number.isSafeInteger(value) && value >= 1 && value <= maxAttempts
    const isPause = typeof value === 'number' && value >= 0 && value <= maxTimerMs
    if (name === 'maxAttempts' ? isWhole : isPause) policy[name] = value
    else issues.push({ field: `retry.${name}`, message: `retry.${name} ${show(value)}: ${ruleOf(name)}` })
  }
  return policy
}

function ruleOf(name: keyof RetryPolicy): string {
  return name === 'maxAttempts'
    ? `must be a whole number from 1 to ${maxAttempts}`
    : `must be a number of milliseconds from 0 to ${maxTimerMs}`
}
