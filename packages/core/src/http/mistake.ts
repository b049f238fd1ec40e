import { TransportError } from './transport.ts'

/** What programs throw by mistake. `fetch` throws the first of them for failures of the network as well. */
const mistakeName = /^(?:Type|Range|Reference|Syntax)Error$/
/** Codes by which Node and undici refuse an argument; all others are of the system. */
const argumentCode = /^(?:UND_)?ERR_(?:HTTP_)?(?:INVALID|MISSING|OUT_OF_RANGE|UNKNOWN)/
/**
 * How the hosts' `fetch` words a failure of the network that has neither code nor cause: Chromium, Firefox, Safari, Node,
 * Deno, workerd, React Native.
 */
const networkMessage =
  /failed to fetch|fetch failed|load failed|network ?(?:error|request|connection)|internet|hostname|error (?:sending|reading|in )|client error|connection|timed out|cancell?ed|terminated|ssl|certificate|net::/i

/** Deep enough for fetch → undici → AggregateError. */
const maxDepth = 5

/**
 * Is it a mistake in a program, the host's or ours, instead of a failure of the network? Trying again does not help, and a
 * message about the network would send people to the wrong place.
 */
export function isMistake(error: unknown, depth = 0): boolean {
  if (error instanceof TransportError) return error.mistake
  // Not `instanceof`: errors of another realm are not instances of ours.
  if (typeof error !== 'object' || error === null || depth > maxDepth) return false
  const { name, message, code, cause } = error as { name?: unknown; message?: unknown; code?: unknown; cause?: unknown }
  if (typeof code === 'string') return argumentCode.test(code)
  if (!mistakeName.test(String(name))) return false
  if (cause !== undefined && cause !== null) return isMistake(cause, depth + 1)
  return !networkMessage.test(String(message))
}
