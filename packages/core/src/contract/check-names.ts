import { nearestWord } from './nearest-word.ts'
import { issueOf, type RequestIssue } from './request-issue.ts'
import { show } from './show.ts'

/**
 * Refuses names that mean nothing: `baseURL`, taken for an option, would lead to the paid service.
 * @param what `an option`, `a field of retry`
 * @param prefix of the field in an issue
 */
export function checkNames(what: string, given: object, known: readonly string[], prefix = ''): RequestIssue[] {
  return Object.entries(given).flatMap(([name, value]) => {
    if (known.includes(name) || value === undefined) return []
    return [issueOf(`${prefix}${name}`, `${prefix}${show(name)}: not ${what}`, nearestWord(name, known))]
  })
}
