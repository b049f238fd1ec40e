import { isBlockedByAutoMod } from '../discord/discord-errors.ts'
import type { MessageRef } from '../discord/discord-port.ts'
import { type Progress as Stage, progressView, withoutPrompt } from '../views/progress-view.ts'
import { contextFor } from '../views/context.ts'
import { rungsFor } from './delivery-ladder.ts'
import { showGroupProgress, type ShownProgress } from './group-progress.ts'
import { createDurations } from './expectation.ts'
import type { Job } from '../model/job.ts'
import type { JobTools } from './job-tools.ts'
import { leftOf } from './left-images.ts'
import { repairResult } from './repair-result.ts'

/** Positions in the queue are shown again at most this often, to so many. */
const positionsMs = 5_000
const positionsAtOnce = 10
/** An edit that took longer may have arrived after the result that another process has sent. */
const lateMs = 1_000
/** A little after the announced moment: Discord's clients count whole seconds. */
const graceMs = 1_000

/** The one message of each job while it waits and runs. Never fails: the result matters, not its announcement. */
export interface Progress {
  /** It waits in the queue: its position is shown from time to time. */
  waits(id: string): void
  /** It isn't waiting any more. */
  leavesQueue(id: string): void
  /** Its task is known: shown at once, and again when the announced moment has passed. */
  runs(job: Job): void
  /** No edit comes after this. Resolves when those on their way have arrived. */
  settle(id: string): Promise<void>
  stop(): Promise<void>
}

interface Shown {
  readonly edits: Promise<void>
  readonly cancelTimer: () => void
}

export function createProgress(tools: JobTools): Progress {
  const { store, clock, log, config } = tools
  const durationOf = createDurations(store.jobs, config.FLUXKIT_CURRENCY, clock)
  const waiting = new Set<string>()
  const positions = new Map<string, number>()
  const shown = new Map<string, Shown>()
  const repairs = new Set<Promise<void>>()
  let isStopped = false
  let cancelTimer = (): void => undefined
  let showing: Promise<void> | undefined

  function showPositionsLater(): void {
    if (isStopped) return
    cancelTimer()
    cancelTimer = clock.setTimer(() => {
      showing ??= showPositions()
        .catch((error: unknown) => log.warn({ error }, 'positions could not be shown'))
        .finally(() => {
          showing = undefined
          if (waiting.size > 0) showPositionsLater()
        })
    }, positionsMs)
  }

  async function showPositions(): Promise<void> {
    for (const id of [...waiting].slice(0, positionsAtOnce)) {
      const position = await store.jobs.queuePosition(id)
      if (isStopped || !waiting.has(id)) continue
      if (position === undefined) leavesQueue(id)
      else if (positions.get(id) !== position) {
        positions.set(id, position)
        edit(id, async (job) => (job.state === 'queued' ? showQueued(tools, job, position) : undefined))
      }
    }
  }

  function leavesQueue(id: string): void {
    waiting.delete(id)
    positions.delete(id)
  }

  /** One edit of a job after the other. @param known as it is at this moment; default: it is read */
  function edit(id: string, work: (job: Job) => Promise<ShownProgress | undefined>, known?: Job): void {
    const { edits = Promise.resolve(), cancelTimer: cancel = () => undefined } = shown.get(id) ?? {}
    const editAfter = async (): Promise<void> => {
      await edits
      const startedMs = clock.now()
      let job: Job | undefined
      let outcome: ShownProgress | undefined
      try {
        job = known ?? (await store.jobs.get(id))
        if (job) outcome = await work(job)
      } catch (error) {
        log.info({ jobId: id, error }, 'progress could not be shown')
      }
      // Nothing waits for this: the delivery itself waits for edits.
      if (outcome === 'overtaken' || clock.now() - startedMs > lateMs) repair(job?.group?.id ?? id)
    }
    shown.set(id, { edits: editAfter(), cancelTimer: cancel })
  }

  function repair(id: string): void {
    const work = repairResult(tools, id).finally(() => repairs.delete(work))
    repairs.add(work)
  }

  function runs(submitted: Job): void {
    const { id } = submitted
    if (isStopped) return
    leavesQueue(id)
    const showIt = async (job: Job): Promise<ShownProgress | undefined> => {
      if (job.state !== 'running') return undefined
      const etaMs = (job.submittedMs ?? clock.now()) + (await durationOf(job.request))
      const outcome = await showRunning(tools, job, etaMs)
      const current = shown.get(id)
      if (!current || isStopped) return outcome
      const cancel = clock.setTimer(() => edit(id, showLateness), Math.max(0, etaMs + graceMs - clock.now()))
      shown.set(id, { ...current, cancelTimer: cancel })
      return outcome
    }
    edit(id, showIt, submitted)
  }

  /** A process that was suspended wakes up to a result that another has delivered in its place. */
  async function showLateness(job: Job): Promise<ShownProgress | undefined> {
    return job.state === 'running' && job.held ? showRunning(tools, job, clock.now()) : undefined
  }

  async function settle(id: string): Promise<void> {
    leavesQueue(id)
    const current = shown.get(id)
    shown.delete(id)
    current?.cancelTimer()
    await current?.edits
  }

  return {
    waits(id) {
      waiting.add(id)
      if (waiting.size === 1) showPositionsLater()
    },
    leavesQueue,
    runs,
    settle,
    async stop() {
      isStopped = true
      cancelTimer()
      await showing
      await Promise.all([...shown.keys()].map(settle))
      await Promise.all(repairs)
    },
  }
}

function showQueued(tools: JobTools, job: Job, position: number): Promise<ShownProgress> {
  return show(tools, job, { stage: 'queued', position })
}

function showRunning(tools: JobTools, job: Job, etaMs: number): Promise<ShownProgress> {
  return show(tools, job, { stage: 'running', nowMs: tools.clock.now(), etaMs })
}

async function show(tools: JobTools, job: Job, stage: Stage): Promise<ShownProgress> {
  const { store, discord, clock } = tools
  if (job.group) return showGroupProgress(tools, job)
  if (!rungsFor(job, clock.now()).includes('answer')) return 'shown'
  const context = contextFor(job.place.locale, tools.config.FLUXKIT_CURRENCY)
  const left = await leftOf(tools, job)
  const edited = (one: Job): Promise<MessageRef> =>
    discord.editReply(job.place, progressView(one, stage, left, context))
  const message = await edited(job).catch((error: unknown) => {
    if (!isBlockedByAutoMod(error)) throw error
    return edited(withoutPrompt(job))
  })
  // Known once: should the result need a separate message, this one is taken away.
  if (job.state === 'running' && job.messageId === undefined && !job.request.private) {
    await store.deliveries.setMessage(job.id, message)
  }
  return 'shown'
}
