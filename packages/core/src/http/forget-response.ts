import { CallerAborted } from './deadline.ts'

/**
 * Where HTTP libraries keep what they received or sent: parsers the bytes that they could not parse (`data` in undici,
 * `rawPacket` in Node), others whole requests with their headers.
 */
const keepers = ['data', 'rawPacket', 'body', 'headers', 'response', 'request', 'config'] as const
/** Deep enough for fetch → undici → AggregateError → socket error. */
const maxDepth = 8

/** Takes responses and requests out of a failure before it becomes the cause of an error, which logs show. */
export function forgetResponse(error: unknown, depth = 0): void {
  // The reason of an abort is the caller's own.
  if (!(error instanceof Error) || error instanceof CallerAborted || depth > maxDepth) return
  for (const name of keepers) Reflect.deleteProperty(error, name)
  const { errors } = error as { errors?: unknown }
  for (const part of Array.isArray(errors) ? errors : []) forgetResponse(part, depth + 1)
  forgetResponse(error.cause, depth + 1)
}
