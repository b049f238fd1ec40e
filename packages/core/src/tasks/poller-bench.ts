import { readTask, type TaskReading } from '../contract/answers.ts'
import type { Generation } from '../contract/generation.ts'
import { defaultRetryPolicy } from '../http/retry.ts'
import { aFinishedTask, aRunningTask } from '../testing/builders.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { createDurationModel, type DurationModel } from './durations.ts'
import { createKnownTasks, type KnownTasks } from './known-tasks.ts'
import { createPoller, type PolledWait, type Poller } from './poller.ts'
import type { PollAnswer, PolledTask } from './read-polled.ts'
import type { WaitLimits } from './waiter.ts'

interface RecordedPoll {
  /** Milliseconds since the start. */
  readonly atMs: number
  readonly ids: readonly string[]
  readonly signal: AbortSignal
}

export type PlannedAnswer = PollAnswer | Promise<PollAnswer> | ((ids: readonly string[]) => PollAnswer)

export interface PollerBench {
  readonly clock: FakeClock
  readonly poller: Poller
  readonly known: KnownTasks
  readonly durations: DurationModel
  readonly polls: RecordedPoll[]
  readonly confirmations: RecordedPoll[]
  /** Ids that the service reports as finished from this time on (milliseconds since the start). */
  readonly finishesAtMs: Map<string, number>
  /** Ids that batches, and those that all answers, leave out. */
  readonly missing: { inBatches: (id: string) => boolean; everywhere: (id: string) => boolean }
  /** What the next batches answer instead. */
  readonly instead: PlannedAnswer[]
  readonly wait: (task: WaitedTask, limits?: Partial<WaitLimits>) => Promise<Generation>
}

interface WaitedTask extends Omit<PolledWait, 'task'> {
  readonly id: string
}

/** A poller without jitter and with a poll every 500 ms at most, against a service that knows every id. */
export function createPollerBench(random: () => number = () => 0): PollerBench {
  const clock = createFakeClock()
  const startMs = clock.now()
  const durations = createDurationModel()
  const known = createKnownTasks()
  const polls: RecordedPoll[] = []
  const confirmations: RecordedPoll[] = []
  const finishesAtMs: PollerBench['finishesAtMs'] = new Map()
  const missing: PollerBench['missing'] = { inBatches: () => false, everywhere: () => false }
  const instead: PlannedAnswer[] = []

  function show(id: string): PolledTask {
    const endMs = finishesAtMs.get(id) ?? Infinity
    return endMs <= clock.now() - startMs ? finished(id, endMs) : running(id)
  }
  const answer = (ids: readonly string[], isMissing: (id: string) => boolean): PollAnswer => ({
    tasks: new Map(ids.filter((id) => !isMissing(id)).map((id) => [id, show(id)])),
  })
  const poller = createPoller({
    async pollBatch(ids, signal) {
      polls.push({ atMs: clock.now() - startMs, ids, signal })
      const planned = instead.shift()
      if (planned) return typeof planned === 'function' ? planned(ids) : planned
      return answer(ids, (id) => missing.inBatches(id) || missing.everywhere(id))
    },
    async pollOne(id, signal) {
      confirmations.push({ atMs: clock.now() - startMs, ids: [id], signal })
      return answer([id], missing.everywhere)
    },
    clock,
    random,
    durations,
    retry: defaultRetryPolicy,
    minIntervalMs: 500,
  })
  return {
    clock,
    poller,
    known,
    durations,
    polls,
    confirmations,
    finishesAtMs,
    missing,
    instead,
    wait({ id, ...wait }, limits) {
      const { submittedAtMs } = wait
      const task = known.note(id, clock.now(), { held: submittedAtMs !== undefined, sinceMs: submittedAtMs })
      return poller.wait({ ...wait, task }, { deadlineMs: 60_000, ...limits })
    },
  }
}

export const running = (id: string): TaskReading => read(aRunningTask(id))

/** @param tookMs by the service's clocks */
export const finished = (id: string, tookMs: number): TaskReading =>
  read(aFinishedTask(id, { created_at: 1_736_304_669, finished_at: 1_736_304_669 + tookMs / 1_000 }))

/** Durations of 2 to 6 s, evenly: 5 % of tasks finish within 2.2 s, 95 % within 5.8 s. */
export function learnTwoToSixSeconds(durations: DurationModel): void {
  for (let index = 0; index <= 40; index++) durations.start('m')(2_000 + index * 100)
}

function read(json: Record<string, unknown>): TaskReading {
  const task = readTask(json)
  if (!task) throw new Error('Not a task.')
  return task
}
