import { taskTaken } from '../job/changes.ts'
import type { Job } from '../job/job.ts'
import { afterInterruption } from '../outcome/outcome.ts'
import { dueAtMs } from '../outcome/recheck-times.ts'
import type { JobWork } from './steps/context.ts'
import { Blocked } from './steps/blocked.ts'
import { TaskTaken } from './steps/job-writer.ts'
import { nextStep, type Step } from './next-step.ts'
import { pause } from './pause.ts'
import { download } from './steps/download.ts'
import { finish } from './steps/finish.ts'
import { poll } from './steps/poll.ts'
import { probe } from './steps/probe.ts'
import { search } from './steps/search.ts'
import { submit } from './steps/submit.ts'
import { timeLeft } from './time-left.ts'

/**
 * - `ended`: see `job.end`.
 * - `resting`: it continues at `check.nextAtMs`, or on demand.
 * - `blocked`: the last step failed in a way that the record doesn't hold (the disk, a bug, another account's token).
 * - `stopped`: its signal was aborted, or the runner is draining.
 * - `elsewhere`: its service can't be reached from here.
 */
export type Pause = 'ended' | 'resting' | 'blocked' | 'stopped' | 'elsewhere'

export interface Stretch {
  readonly why: Pause
  /** The last failure. */
  readonly error?: unknown
}

export interface Limits {
  /** Waits and pauses end when it is over. */
  readonly leftMs: () => number
  /** See `RunOptions`. */
  readonly troubleMs: number
}

/**
 * Continues a job from its recorded facts until it finishes or has to rest.
 *
 * @param onDemand See {@link nextStep}; counts for the first step.
 * @throws {ClaimLost}
 */
export async function runJob<P, E>(
  work: JobWork<P, E>,
  onDemand: boolean,
  { leftMs, troubleMs }: Limits,
): Promise<Stretch> {
  const { writer, clock, stop } = work
  let isFirst = true
  let troubleLeftMs: (() => number) | undefined
  let error: unknown
  for (;;) {
    const step = nextStep(writer.job, clock.now(), onDemand && isFirst)
    if (step === 'ended') return { why: 'ended', error }
    if (stop.aborted) return { why: 'stopped', error }
    if (step === 'rest') {
      const atMs = dueAtMs(writer.job)
      const pauseMs = atMs === undefined ? Infinity : atMs - clock.now()
      if (pauseMs > Math.min(leftMs(), troubleLeftMs?.() ?? Infinity)) return { why: 'resting', error }
      await pause(clock, pauseMs, stop)
      continue
    }
    const before = writer.job
    try {
      error = await take(work, step, leftMs)
    } catch (failure) {
      if (failure instanceof Blocked) return { why: stop.aborted ? 'stopped' : 'blocked', error: failure.cause }
      throw failure
    }
    if (step !== 'interrupted') isFirst = false
    troubleLeftMs = writer.job.check && (troubleLeftMs ?? timeLeft(clock, troubleMs))
    const isStuck = isSame(before, writer.job) && nextStep(writer.job, clock.now()) !== 'rest'
    if (isStuck) return { why: stop.aborted ? 'stopped' : 'blocked', error }
  }
}

/** @returns The failure, if there was one. */
async function take<P, E>(
  work: JobWork<P, E>,
  step: Exclude<Step, 'rest' | 'ended'>,
  leftMs: () => number,
): Promise<unknown> {
  const { writer, clock } = work
  try {
    switch (step) {
      case 'submit':
        return await submit(work)
      case 'interrupted':
        await writer.note((job) => afterInterruption(job, clock.now()))
        return undefined
      case 'search':
        return await search(work)
      case 'probe':
        return await probe(work)
      case 'wait':
      case 'check':
        return await poll(work, step, leftMs)
      case 'download':
        return await download(work)
      case 'finish':
        return await finish(work)
    }
  } catch (error) {
    if (!(error instanceof TaskTaken)) throw error
    await writer.note((job) => taskTaken(job, clock.now()))
    return error
  }
}

/** A step that changed nothing would be repeated endlessly. */
function isSame(before: Job, after: Job): boolean {
  return before === after || JSON.stringify({ ...before, rev: 0 }) === JSON.stringify({ ...after, rev: 0 })
}
