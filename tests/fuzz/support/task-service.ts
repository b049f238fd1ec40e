import type { TransportRequest } from '@fluxkit/core'
import { aBatch, aFinishedTask, anErrorAnswer, anImage, anImageAnswer, aRunningTask } from '@fluxkit/core/testing'
import type { LeapClock } from './leap-clock.ts'
import type { AnsweredFate, Fate } from './network.ts'

/** How a task will end, by time that went by since the start. */
export interface ServedTask {
  readonly id: string
  /** Before this the service's lists do not hold it. */
  readonly knownAtMs: number
  readonly endsAtMs: number
  readonly ends: 'succeeded' | 'failed'
}

/** What goes wrong with one look. */
export type PollFault =
  | { readonly fault: 'limited'; readonly retryAfter?: string | undefined }
  | { readonly fault: 'lost' | 'not-sent' | 'hang' | 'page' | 'missing-page' | 'service-error' | 'no-list' }
  | { readonly fault: 'slow'; readonly ms: number }
  /** Single tasks are reported in a way that counts when it was seen three times in a row, or never. */
  | { readonly fault: 'hiccup' | 'malformed' }

export interface SeenPoll {
  readonly ids: readonly string[]
  /** A single request, which confirms that a task is missing. */
  readonly confirms: boolean
  readonly sentAtMs: number
  readonly fault: PollFault['fault'] | undefined
}

/** The service's side of `/flux/tasks`: what it knew when it was asked is what it answers, however late. */
export interface TaskService {
  readonly tasks: Map<string, ServedTask>
  readonly faults: PollFault[]
  readonly polls: SeenPoll[]
  /** Hiccups in a row, by task. */
  readonly doubtful: Map<string, number>
  /** Times (by the client's own clock) of confirmed misses in a row, by task. */
  readonly missesAtMs: Map<string, number[]>
  /** When it was shown last, by the client's own clock. */
  readonly shownAtMs: Map<string, number>
  answer(request: TransportRequest): Fate
}

const encoder = new TextEncoder()

export function imageOf(id: string): string {
  return `https://cdn.example.com/${id}.png`
}

/** The synchronous answer, which is also the body of a callback. */
export function endOf({ id, ends }: ServedTask): Record<string, unknown> {
  return ends === 'succeeded'
    ? anImageAnswer({ task_id: id, data: [anImage({ image_url: imageOf(id) })] })
    : { ...anErrorAnswer('api_error', 'Out of paint.'), task_id: id }
}

export function createTaskService(clock: LeapClock): TaskService {
  const service: TaskService = {
    tasks: new Map(),
    faults: [],
    polls: [],
    doubtful: new Map(),
    missesAtMs: new Map(),
    shownAtMs: new Map(),
    answer({ body }) {
      const { id, ids = id === undefined ? [] : [id] } = JSON.parse(body as string) as { id?: string; ids?: string[] }
      const confirms = id !== undefined
      const nowMs = clock.elapsedMs()
      const fault = service.faults.shift()
      service.polls.push({ ids, confirms, sentAtMs: nowMs, fault: fault?.fault })
      const answer = (kind: PollFault['fault'] | undefined): object => {
        const items = report(ids, confirms, nowMs, kind)
        // In no order, with guests: neither is promised.
        return confirms ? (items[0] ?? {}) : aBatch(...items.toReversed(), aFinishedTask('of-somebody-else'))
      }
      // Nobody waits that long: its report is never seen.
      if (fault?.fault === 'slow' && fault.ms > 29_000) return 'hang'
      return fault?.fault === 'slow'
        ? { ...json(200, answer(undefined)), delayMs: fault.ms }
        : (failure(fault) ?? json(200, answer(fault?.fault)))
    },
  }

  function report(
    ids: readonly string[],
    confirms: boolean,
    nowMs: number,
    fault: PollFault['fault'] | undefined,
  ): object[] {
    return ids.flatMap((id, index) => {
      const task = service.tasks.get(id)
      if (!task || task.knownAtMs > nowMs) {
        const before = service.missesAtMs.get(id) ?? []
        if (confirms) service.missesAtMs.set(id, [...before, clock.now()])
        return []
      }
      const isDoubtful = index % 2 === 0 && task.endsAtMs > nowMs
      // It says nothing, neither for nor against what was seen before.
      if (isDoubtful && fault === 'malformed') return [{ id, response: 'soon' }]
      service.missesAtMs.delete(id)
      service.shownAtMs.set(id, clock.now())
      const hasHiccup = isDoubtful && fault === 'hiccup'
      service.doubtful.set(id, hasHiccup ? (service.doubtful.get(id) ?? 0) + 1 : 0)
      if (hasHiccup) return [hiccup(id)]
      if (task.endsAtMs > nowMs) return [aRunningTask(id)]
      return [aFinishedTask(id, { response: endOf(task) })]
    })
  }

  return service
}

function hiccup(id: string): object {
  return aRunningTask(id, { response: { success: false, error: 'upstream hiccup' } })
}

function failure(poll: PollFault | undefined): Fate | undefined {
  switch (poll?.fault) {
    case 'limited':
      return json(429, anErrorAnswer('too_many_requests'), poll.retryAfter)
    case 'lost':
    case 'not-sent':
    case 'hang':
      return poll.fault
    case 'page':
      return text(502, '<h1>Bad Gateway</h1>')
    case 'missing-page':
      return text(404, 'default backend - 404')
    case 'service-error':
      return json(500, anErrorAnswer('api_error'))
    case 'no-list':
      return json(200, { items: null })
    default:
      return undefined
  }
}

function json(status: number, body: object, retryAfter?: string): AnsweredFate {
  return text(status, JSON.stringify(body), retryAfter)
}

function text(status: number, body: string, retryAfter?: string): AnsweredFate {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
  return { status, headers, chunks: [encoder.encode(body)], end: 'whole', delayMs: 0 }
}
