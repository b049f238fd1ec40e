import type { RequestIssue } from '../contract/request-issue.ts'
import { show } from '../contract/show.ts'

/** The longest time that timers of JavaScript hosts can wait, 24.8 days; longer ones fire at once. */
export const maxTimerMs = 2_147_483_647

/** A time limit. @returns `undefined` when none is given, or it was added to the issues */
export function readTimeout(field: string, value: number | undefined, issues: RequestIssue[]): number | undefined {
  if (value === undefined || (typeof value === 'number' && value > 0 && value <= maxTimerMs)) return value
  const rule = value > maxTimerMs ? `at most ${maxTimerMs}` : 'a positive number of'
  issues.push({ field, message: `${field} ${show(value)}: must be ${rule} milliseconds` })
  return undefined
}
