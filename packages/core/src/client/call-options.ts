import type { FluxErrorDetails } from '../errors/flux-error.ts'
import { invalidArgument } from '../errors/request-errors.ts'
import type { DownloadOptions } from '../images/download-image.ts'
import { readHeaders } from './extra-headers.ts'
import {
  callback,
  finite,
  flag,
  isFunction,
  may,
  readArgument,
  type Readers,
  text,
  timeLimit,
  whole,
} from './field-readers.ts'
import type { GenerateOptions } from './options.ts'

/** Options are handed from call to call, so each is checked wherever it is given. */
interface AllCallOptions extends GenerateOptions, DownloadOptions {
  readonly directory?: string
  readonly name?: string
}

const isSignal = (value: unknown): boolean => isFunction((value as Partial<AbortSignal> | null)?.addEventListener)

const options: Readers<AllCallOptions> = {
  // One that can't be listened to, such as an `AbortController`, would fail when the POST has left. `fetch` takes null, too.
  signal: may('an AbortSignal', (value) => value === null || isSignal(value)),
  timeoutMs: timeLimit,
  deadlineMs: timeLimit,
  headers: readHeaders,
  onProgress: callback,
  onAttempt: callback,
  isKnown: callback,
  repeatRefusedSize: flag,
  findLost: flag,
  expectCallback: flag,
  mode: may('async or sync', (value) => value === 'async' || value === 'sync'),
  jobKey: text,
  model: text,
  prompt: text,
  submittedAtMs: finite,
  maxBytes: whole(1),
  taskId: text,
  directory: text,
  name: text,
}

/**
 * The options of one call.
 * @param details of what the call is about, for the error
 * @throws {InvalidRequestError}
 */
export function readCallOptions<T extends object>(
  given: T = {} as T,
  details?: FluxErrorDetails,
): T & { readonly taskId?: string } {
  if (isSignal(given)) throw invalidArgument('options', 'pass the signal as { signal }', details)
  const { taskId } = Object(given) as { readonly taskId?: unknown }
  const about = { ...(typeof taskId === 'string' && { taskId }), ...details }
  return readArgument<AllCallOptions>('options', given, options, about) as never
}
