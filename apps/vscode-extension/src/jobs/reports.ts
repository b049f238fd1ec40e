import type { Clock } from '@fluxkit/core'
import type { Job, Listed, Runner } from '@fluxkit/jobs'
import { isChoiceOpen, isOver, type JobView } from '../model/jobs/job-view.ts'
import type { Place } from '../model/jobs/place.ts'
import { isQuestioned, wasReported, withEndReported, withReportBegun } from '../model/jobs/reported.ts'
import { isOwn } from './own-entries.ts'

/** Ends and questions of jobs, each brought to a user by one window only, and by the next one when that window dies. */
export interface Reports {
  /**
   * Reports the end of a job, which no other window does meanwhile: its record is held, and says afterwards that the end is
   * reported. When this window dies before, the next one reports it.
   *
   * @param work What the report consists of. `isAgain`: a window that died may have done it already.
   * @returns false when the job hasn't ended, or another window reports its end or has reported it
   * @throws What the work throws; the end counts as not reported then
   */
  report(id: string, work?: ReportWork): Promise<boolean>
  /** The unreported finished jobs of this workspace that this window may report. */
  unreported(): Promise<readonly JobView[]>
  /** May this window ask a user about a job? Only one of the windows that are open may. */
  takeQuestion(id: string): Promise<boolean>
  /** Resolves when no report is running. */
  close(): Promise<void>
}

export type ReportWork = (job: JobView, isAgain: boolean) => Promise<unknown>

export interface ReportsOptions {
  readonly runner: Pick<Runner<Place>, 'hold' | 'letGo' | 'amend'>
  readonly clock: Pick<Clock, 'now' | 'setTimer'>
  readonly entries: () => Promise<readonly Listed<Place>[]>
  readonly view: (job: Job<Place>) => JobView
  /** Does it belong to the workspace of this window? */
  readonly isOwnJob: (job: JobView) => boolean
  /** Does somebody in this window wait for it? */
  readonly isWaitedFor: (id: string) => boolean
  /** There may be more to report. */
  readonly onChange: () => void
  readonly onError: (error: unknown) => void
}

/** A window that dies while it reports changes no record: the others check so often whether it lives. */
const checkHeldMs = 10_000

export function createReports(options: ReportsOptions): Reports {
  const { runner, clock, entries, view, isOwnJob, isWaitedFor, onChange, onError } = options
  const openedAtMs = clock.now()
  const running = new Map<string, Promise<boolean>>()
  /** A report that fails is not tried again and again: the next window does it. */
  const failed = new Set<string>()
  let cancelCheck: (() => void) | undefined

  function checkLater(): void {
    cancelCheck ??= clock.setTimer(() => {
      cancelCheck = undefined
      onChange()
    }, checkHeldMs)
  }

  /** The report itself doesn't depend on a disk that is full. */
  async function note(id: string, change: (job: Job<Place>) => Job<Place> | undefined): Promise<void> {
    await runner.amend(id, change).catch(onError)
  }

  /** The disk refuses: the images are there anyway, and a later start reports them. */
  function failedToHold(error: unknown): undefined {
    onError(error)
  }

  async function report(id: string, work: ReportWork): Promise<boolean> {
    const job = await runner.hold(id).catch(failedToHold)
    if (job === undefined) return false
    try {
      if (wasReported(job)) return false
      failed.add(id)
      await note(id, withReportBegun)
      await work(view(job), job.place.reported === 'begun')
      await note(id, withEndReported)
      failed.delete(id)
      return true
    } finally {
      await runner.letGo(id)
    }
  }

  return {
    async report(id, work = async () => undefined) {
      if (running.has(id)) return false
      const reporting = report(id, work).finally(() => {
        running.delete(id)
        onChange()
      })
      running.set(id, reporting)
      return reporting
    },
    async unreported() {
      return (await entries()).flatMap((entry) => {
        if (!isOwn(entry)) return []
        const left = view(entry.job)
        const { id } = left
        if (!isOver(left) || left.isReported || !isOwnJob(left)) return []
        if (isWaitedFor(id) || running.has(id) || failed.has(id)) return []
        // It is being reported, or was seen by a window a moment ago.
        if (entry.held) {
          checkLater()
          return []
        }
        // Variants that a user was asked about once wait in the status bar.
        return isChoiceOpen(left) && entry.job.place.questionedAtMs !== undefined ? [] : [left]
      })
    },
    async takeQuestion(id) {
      try {
        return await runner.amend(id, (job) => {
          const nowMs = clock.now()
          if (isQuestioned(job, openedAtMs, nowMs)) return undefined
          return { ...job, place: { ...job.place, questionedAtMs: nowMs } }
        })
      } catch (error) {
        onError(error)
        return false
      } finally {
        await runner.letGo(id)
      }
    },
    async close() {
      cancelCheck?.()
      await Promise.allSettled(running.values())
    },
  }
}
