import { asObject, asText, type JsonObject } from '../contract/json.ts'
import type { Attempt } from './attempt.ts'

/** A task that may belong to a lost submission, and that no known job owns. */
export interface Candidate {
  readonly id: string
  readonly createdAtMs?: number | undefined
  readonly raw: JsonObject
}

/** The service accepts a request within its own time limit and that of the gateway in front of it. */
const maxAcceptanceMs = 120_000
/** The `Date` header has whole seconds, and the response takes time to arrive. */
const offsetErrorMs = 2_000
/** Without a `Date` header the two clocks are assumed to be that close. */
const clockErrorMs = 60_000

/**
 * Finds the tasks of lost submissions, by the rules of "Finding a lost submission" in flux-api.md: by the callback URL of
 * the job, otherwise by what the task echoes of the request, within the time in which it can have been accepted. `n`
 * identical attempts and `n` candidates are matched in order; any other numbers match nothing.
 */
export function matchAttempts<Task extends Candidate>(
  attempts: readonly Attempt[],
  candidates: readonly Task[],
): Map<Attempt, Task> {
  const found = new Map<Attempt, Task>()
  const tasks = byStartTime(candidates)
  for (const attempt of attempts) {
    const url = ownCallbackUrl(attempt)
    // A browser that automatically repeats a POST makes two tasks with the job's own URL: both are the job's.
    const own = url === undefined ? undefined : tasks.find((task) => echoOf(task)['callback_url'] === url)
    if (own) found.set(attempt, own)
  }
  const taken = new Set<Task>(found.values())
  const byPrompt = bucketsOf(
    tasks.filter((task) => !taken.has(task)),
    (task) => plain(echoOf(task)['prompt']),
  )
  const groups = identical(attempts.filter((attempt) => !found.has(attempt))).map((group) => {
    const alike = byPrompt.get(plain(group[0]?.wire['prompt'])) ?? []
    return { group, claimed: alike.filter((task) => group.some((attempt) => isLike(attempt, task))) }
  })
  const claims = new Map<Task, number>()
  for (const { claimed } of groups) for (const task of claimed) claims.set(task, (claims.get(task) ?? 0) + 1)
  for (const { group, claimed } of groups) {
    if (claimed.length !== group.length || claimed.some((task) => claims.get(task) !== 1)) continue
    const pairs = group.flatMap((attempt, at) => {
      const task = claimed[at]
      return task && isLike(attempt, task) ? [[attempt, task] as const] : []
    })
    // Matches in order, or not at all.
    if (pairs.length === group.length) for (const [attempt, task] of pairs) found.set(attempt, task)
  }
  return found
}

/** Could the task belong to any of these attempts, by its contents? */
export function isCandidate(attempts: readonly Attempt[], task: Candidate): boolean {
  const url = echoOf(task)['callback_url']
  return attempts.some((attempt) => (url !== undefined && ownCallbackUrl(attempt) === url) || isLike(attempt, task))
}

/** The range of service time in which a task of this attempt was created. */
export function windowOf({ sentAtMs, latestMs = sentAtMs, serverOffsetMs }: Attempt): {
  readonly fromMs: number
  readonly toMs: number
} {
  const errorMs = serverOffsetMs === undefined ? clockErrorMs : offsetErrorMs
  const offsetMs = serverOffsetMs ?? 0
  return { fromMs: sentAtMs + offsetMs - errorMs, toMs: latestMs + offsetMs + maxAcceptanceMs + errorMs }
}

/** The callback URL of an attempt, if only this job uses it. */
function ownCallbackUrl({ key, wire }: Attempt): string | undefined {
  return key === undefined ? undefined : asText(wire['callback_url'])
}

const comparedFields = ['prompt', 'action', 'model', 'size', 'count', 'image_url'] as const
/** Fields that show a different request if only the task has them. */
const distinctive: ReadonlySet<string> = new Set(['image_url', 'callback_url'])

/** Does the task echo this request? An empty echo proves nothing: the prompt must be there. */
function isLike(attempt: Attempt, task: Candidate): boolean {
  const { fromMs, toMs } = windowOf(attempt)
  const { createdAtMs } = task
  if (createdAtMs === undefined || createdAtMs < fromMs || createdAtMs > toMs) return false
  const echo = echoOf(task)
  return (
    asText(echo['prompt']) !== undefined &&
    [...comparedFields, 'callback_url'].every((field) => {
      const echoed = plain(echo[field])
      const sent = plain(attempt.wire[field])
      return echoed === undefined || echoed === sent || (sent === undefined && !distinctive.has(field))
    })
  )
}

function echoOf({ raw }: Candidate): JsonObject {
  return asObject(raw['request']) ?? {}
}

function plain(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : undefined
}

function identical(attempts: readonly Attempt[]): readonly (readonly Attempt[])[] {
  const sorted = [...attempts].sort((a, b) => a.sentAtMs - b.sentAtMs)
  return [...bucketsOf(sorted, signatureOf).values()]
}

/** Equal for attempts with the same request, even of different jobs. */
export function signatureOf({ wire }: Attempt): string {
  return JSON.stringify(comparedFields.map((field) => plain(wire[field]) ?? null))
}

function bucketsOf<T, Key>(items: readonly T[], keyOf: (item: T) => Key): Map<Key, T[]> {
  const buckets = new Map<Key, T[]>()
  for (const item of items) {
    const bucket = buckets.get(keyOf(item))
    if (bucket) bucket.push(item)
    else buckets.set(keyOf(item), [item])
  }
  return buckets
}

function byStartTime<Task extends Candidate>(tasks: readonly Task[]): Task[] {
  return [...tasks].sort((a, b) => (a.createdAtMs ?? 0) - (b.createdAtMs ?? 0))
}
