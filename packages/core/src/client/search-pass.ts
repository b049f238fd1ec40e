import type { TaskReading } from '../contract/answers.ts'
import type { Attempt, IsKnown } from '../tasks/attempt.ts'
import { type Clock, toWallMs } from '../http/clock.ts'
import { joinSignals } from '../http/join-signals.ts'
import { findAttempts } from './find-attempts.ts'
import type { OpenSubmission } from './open-submission.ts'
import type { Service } from './service.ts'
import type { SubmissionAttempt } from './options.ts'

export interface SearchResult {
  readonly found: ReadonlyMap<Attempt, TaskReading>
  /** The service doesn't list tasks: it makes no sense to try again. */
  readonly isRefused: boolean
}

/** Lost submissions are remembered for longer than a task takes to be accepted and listed. */
const keptMs = 600_000

/**
 * @param signature of what is searched for
 * @param signal of the waiting call: when no call waits any more the search ends
 */
export type SearchLost = (signature: string, isKnown: IsKnown | undefined, signal: AbortSignal) => Promise<SearchResult>

interface Pass {
  readonly result: Promise<SearchResult>
  readonly signatures: Set<string>
  waiting: number
  readonly controller: AbortController
}

/**
 * One search for all lost submissions of a client, however many ask for one at a time: when a service loses a thousand
 * answers at once it isn't asked for a thousand lists.
 */
export function createSearchLost(service: Service): SearchLost {
  const running = new Map<IsKnown | undefined, Pass>()
  const queued = new Map<IsKnown | undefined, Pass>()

  function start(isKnown: IsKnown | undefined): Pass {
    const after = running.get(isKnown)
    const controller = new AbortController()
    const search = (): Promise<SearchResult> => {
      queued.delete(isKnown)
      running.set(isKnown, pass)
      return service.untilClosed(async (closed) => {
        const { signal, leave } = joinSignals([closed, controller.signal])
        const retry = { ...service.settings.retry, maxAttempts: 1 }
        return findAttempts(service, lostAttempts(service, pass.signatures), { isKnown, signal, retry }).finally(leave)
      })
    }
    const end = (): void => {
      if (running.get(isKnown) === pass) running.delete(isKnown)
    }
    const result = after ? after.result.then(search, search) : Promise.resolve().then(search)
    const pass: Pass = { result, signatures: new Set(), waiting: 0, controller }
    ;(after ? queued : running).set(isKnown, pass)
    result.then(end, end)
    return pass
  }

  return (signature, isKnown, signal) => {
    // One that runs may have begun before this submission was lost.
    const pass = queued.get(isKnown) ?? start(isKnown)
    pass.signatures.add(signature)
    pass.waiting++
    const leave = (): void => {
      if (--pass.waiting === 0) pass.controller.abort()
    }
    signal.addEventListener('abort', leave, { once: true })
    return pass.result.finally(() => signal.removeEventListener('abort', leave))
  }
}

/** All that are alike count, also those that are not searched for any more, unless one still waits for its answer. */
function lostAttempts(
  { openSubmissions, settings }: Service,
  signatures: ReadonlySet<string>,
): readonly SubmissionAttempt[] {
  forgetOld(openSubmissions, settings.network.clock)
  const alike = [...openSubmissions].filter(({ signature = '' }) => signatures.has(signature))
  // It may have the only task that is listed.
  const waiting = new Set(alike.filter(({ isLost }) => !isLost).map(({ signature }) => signature))
  return alike.flatMap(({ attempt, signature }) => (attempt && !waiting.has(signature) ? [attempt] : []))
}

/** Tasks of submissions that old are not candidates any more. */
export function forgetOld(openSubmissions: Set<OpenSubmission>, clock: Clock): void {
  const nowMs = toWallMs(clock, clock.now())
  for (const open of openSubmissions) {
    if (open.isLost && (open.attempt?.sentAtMs ?? 0) < nowMs - keptMs) openSubmissions.delete(open)
  }
}
