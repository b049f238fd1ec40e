import { createHash } from 'node:crypto'

/** Everything that makes two calls the same call. */
export interface CallIdentity {
  /** Address of the service; `sandbox` for any sandbox. */
  readonly service: string
  /** See `job.account`. */
  readonly account: string
  /** Where the images go. */
  readonly directory: string
  readonly tool: string
  /** With defaults filled in. */
  readonly args: Readonly<Record<string, unknown>>
  /** SHA-256 of the input file's bytes. */
  readonly inputHash?: string | undefined
  /** A new one is a new image. */
  readonly variant: number
}

/**
 * The id of the job that a call makes. The same call always has the same id, in every process, so that a client which
 * repeats a call can't pay twice: a store holds an id once.
 */
export function jobKey(identity: CallIdentity): string {
  return `srv-${hashOf(identity).slice(0, 40)}`
}

/**
 * The id of a further try, after the tries before it failed and cost nothing.
 * @param attempt from 0
 */
export function attemptId(key: string, attempt: number): string {
  return attempt === 0 ? key : `${key}-${attempt}`
}

/** SHA-256 of a value in a spelling that doesn't depend on the order of its fields. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}

export function hashOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((entry) => canonical(entry)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).filter(([, entry]) => entry !== undefined)
  const sorted = fields.toSorted(([one], [other]) => (one < other ? -1 : 1))
  return `{${sorted.map(([name, entry]) => `${JSON.stringify(name)}:${canonical(entry)}`).join(',')}}`
}
