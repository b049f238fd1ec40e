import { TransportError } from './transport.ts'

/** What programs throw by mistake. `fetch` throws the first of them for failures of the network as well. */
const mistakeNames: ReadonlySet<string> = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'])
/** Codes by which Node and undici refuse an argument; all others are of the system. */
const argumentCode = /^(?:ERR_INVALID|ERR_HTTP_INVALID|ERR_MISSING|ERR_OUT_OF_RANGE|ERR_UNKNOWN|UND_ERR_INVALID)/
/**
 * How the hosts' `fetch` words a failure of the network that has neither code nor cause: Chromium, Firefox, Safari, Node,
 * Deno, workerd, React Native.
 */
const networkMessage =
  /failed to fetch|fetch failed|load failed|networkerror|network (?:error|request|connection)|internet connection|error (?:sending|reading|in (?:input|body) stream|trying to connect)|client error|could not (?:connect|be found)|connection (?:closed|reset|refused|lost|error)|timed? ?out|cancell?ed|terminated|ssl error|certificate|socket|net::ERR_/i

/** Deep enough for fetch → undici → AggregateError. */
const maxDepth = 5

/**
 * Is it a mistake in a program, the host's or ours, instead of a failure of the network? Trying again does not help, and a
 * message about the network would send people to the wrong place.
 */
export function isMistake(error: unknown, depth = 0): boolean {
  if (error instanceof TransportError) return error.mistake
  // Not `instanceof`: errors of another realm are none of ours.
  if (typeof error !== 'object' || error === null || depth > maxDepth) return false
  const { name, message, code, cause } = error as { name?: unknown; message?: unknown; code?: unknown; cause?: unknown }
  if (typeof code === 'string') return argumentCode.test(code)
  if (typeof name !== 'string' || !mistakeNames.has(name)) return false
  if (cause !== undefined && cause !== null) return isMistake(cause, depth + 1)
  return !networkMessage.test(String(message))
}
