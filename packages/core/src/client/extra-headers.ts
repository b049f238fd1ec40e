import { show } from '../contract/show.ts'
import type { Reader } from './field-readers.ts'

/** What Fluxkit or the host's own HTTP sets: replacing them would break a request, or lead the token elsewhere. */
const reserved =
  /^(accept|accept-encoding|authorization|connection|content-.*|cookie|expect|host|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade)$/i

// RFC 9110, 5.6.2 and 5.5; values beyond Latin-1 do not fit into a header.
const namePattern = /^[\w!#$%&'*+.^`|~-]+$/
const valuePattern = /^[\t\x20-\x7e\x80-\xff]*$/

/** An application's own headers, by lower-case name. Values stay out of messages: they may be secrets. */
export const readHeaders: Reader = (field, given = {}, issues) => {
  const headers: Record<string, string> = {}
  if (typeof given !== 'object' || given === null || Symbol.iterator in given) {
    // `Headers` and `Map` have no entries of their own: they would be left out without a word.
    issues.push({ field, message: `headers ${show(given)}: must be an object of names and values` })
    return headers
  }
  for (const [name, value] of Object.entries<unknown>({ ...given })) {
    const problem = !namePattern.test(name)
      ? 'is not a header name'
      : reserved.test(name)
        ? 'is set by Fluxkit'
        : typeof value !== 'string' || !valuePattern.test(value)
          ? 'must have a value that a header can carry'
          : undefined
    if (problem === undefined) headers[name.toLowerCase()] = value as string
    else issues.push({ field: `headers.${name}`, message: `header ${show(name)}: ${problem}` })
  }
  return headers
}
