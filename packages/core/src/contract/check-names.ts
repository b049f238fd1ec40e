import { nearestWord } from './nearest-word.ts'
import { plainName } from './plain-name.ts'
import { issueOf, type RequestIssue } from './request-issue.ts'
import { show } from './show.ts'

/** What clients of other services call the same, as {@link plainName} makes it. */
const foreignNames: Readonly<Record<string, string>> = {
  n: 'count',
  numimages: 'count',
  aspectratio: 'size',
  ratio: 'size',
  resolution: 'size',
  width: 'size',
  height: 'size',
  inputimage: 'imageUrl',
  webhook: 'callbackUrl',
  webhookurl: 'callbackUrl',
  apikey: 'token',
  auth: 'token',
  credentials: 'token',
  endpoint: 'baseUrl',
}

/**
 * Refuses names that mean nothing: `baseURL`, taken for an option, would lead to the paid service.
 * @param what `an option`, `a field of retry`
 * @param prefix of the field in an issue
 */
export function checkNames(what: string, given: object, known: readonly string[], prefix = ''): RequestIssue[] {
  return Object.entries(given).flatMap(([name, value]) => {
    if (known.includes(name) || value === undefined) return []
    const meant = foreignNames[plainName(name)]
    const nearest = known.find((each) => each === meant) ?? nearestWord(name, known)
    return [issueOf(`${prefix}${name}`, `${prefix}${show(name)}: not ${what}`, nearest)]
  })
}
