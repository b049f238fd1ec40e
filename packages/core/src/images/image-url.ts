import { isLoopbackHost, isPublicHost } from './public-address.ts'

export const privateProblem = 'The link leads to an address that is not public.'

/**
 * May a link from outside be fetched? Only https to public addresses; links to this very machine when the service
 * itself is configured there (the sandbox), then over http too.
 * @param baseUrl the configured address of the service
 * @returns the reason against it, a sentence that repeats nothing of the link; `undefined` when there is none
 */
export function imageUrlProblem(link: URL, baseUrl: URL): string | undefined {
  if (link.username || link.password) return 'The link holds a user name or password.'
  if (isLocalLink(link, baseUrl)) return undefined
  if (link.protocol !== 'https:') return 'The link is not https.'
  return isPublicHost(link.hostname) ? undefined : privateProblem
}

/** Does the link lead to this machine, and may it? */
export function isLocalLink(link: URL, baseUrl: URL): boolean {
  return /^https?:$/.test(link.protocol) && [link, baseUrl].every((url) => isLoopbackHost(url.hostname))
}
