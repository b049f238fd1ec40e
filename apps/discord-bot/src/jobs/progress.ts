import { isBlockedByAutoMod } from '../discord/discord-errors.ts'
import type { MessageRef } from '../discord/discord-port.ts'
import { type Progress as Stage, progressView, withoutPrompt } from '../views/progress-view.ts'
import { contextFor } from '../views/context.ts'
import { rungsFor } from './delivery-ladder.ts'
import { showGroupProgress } from './group-progress.ts'
import { createDurations } from './expectation.ts'
import type { Job } from '../model/job.ts'
import type { JobTools } from './job-tools.ts'
import { leftOf } from './left-images.ts'

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
  runs(id: string): void
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
  let isStopped = false
  const isRunning = (): boolean => !isStopped
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

  /** One edit of a job after the other. */
  function edit(id: string, work: (job: Job) => Promise<void>): void {
    const { edits = Promise.resolve(), cancelTimer: cancel = () => undefined } = shown.get(id) ?? {}
    const editAfter = async (): Promise<void> => {
      await edits
      const startedMs = clock.now()
      let job: Job | undefined
      try {
        job = await store.jobs.get(id)
        if (job) await work(job)
      } catch (error) {
        log.info({ jobId: id, error }, 'progress could not be shown')
      }
      // Nothing waits for this: the delivery itself waits for edits.
      if (clock.now() - startedMs > lateMs) void repairResult(job?.group?.id ?? id)
    }
    shown.set(id, { edits: editAfter(), cancelTimer: cancel })
  }

  /** A late edit has put older progress in the place of a result: that is sent again. */
  async function repairResult(id: string): Promise<void> {
    try {
      let job = await store.jobs.get(id)
      // It is being sent at this moment.
      while (job?.delivery === 'pending' && job.attempt && isRunning()) {
        await new Promise<void>((resolve) => clock.setTimer(resolve, lateMs))
        job = await store.jobs.get(id)
      }
      if (job?.delivery !== 'delivered' || (job.attempt?.way !== 'answer' && job.attempt?.way !== 'edit')) return
      log.info({ jobId: id }, 'progress may have arrived after the result, which is sent once more')
      await store.deliveries.repeat(id)
    } catch (error) {
      log.warn({ jobId: id, error }, 'it could not be checked whether older progress has replaced a result')
    }
  }

  function runs(id: string): void {
    if (isStopped) return
    leavesQueue(id)
    edit(id, async (job) => {
      if (job.state !== 'running') return
      const etaMs = (job.submittedMs ?? clock.now()) + (await durationOf(job.request))
      await showRunning(tools, job, etaMs)
      const current = shown.get(id)
      if (!current || isStopped) return
      const cancel = clock.setTimer(() => edit(id, showLateness), Math.max(0, etaMs + graceMs - clock.now()))
      shown.set(id, { ...current, cancelTimer: cancel })
    })
  }

  /** A process that was suspended wakes up to a result that another has delivered in its place. */
  async function showLateness(job: Job): Promise<void> {
    if (job.state === 'running' && job.held) await showRunning(tools, job, clock.now())
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
    },
  }
}

function showQueued(tools: JobTools, job: Job, position: number): Promise<void> {
  return show(tools, job, { stage: 'queued', position })
}

function showRunning(tools: JobTools, job: Job, etaMs: number): Promise<void> {
  return show(tools, job, { stage: 'running', nowMs: tools.clock.now(), etaMs })
}

async function show(tools: JobTools, job: Job, stage: Stage): Promise<void> {
  const { store, discord, clock } = tools
  if (job.group) return showGroupProgress(tools, job)
  if (!rungsFor(job, clock.now()).includes('answer')) return
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
}
