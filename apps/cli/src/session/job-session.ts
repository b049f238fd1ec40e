import { createRunner, isDamaged, type Job, type Json, type Runner, type RunResult } from '@fluxkit/jobs'
import type { Cli } from '../cli.ts'
import type { Connection } from '../client/connection.ts'
import type { ExitCode } from '../errors/exit-codes.ts'
import type { CliEvent } from '../journal/events.ts'
import { createJobHost } from '../journal/job-host.ts'
import type { Journal } from '../journal/open-journal.ts'
import { type Outcome, problemOf } from '../journal/outcome.ts'
import { createPatience, troubleMs } from '../journal/patience.ts'
import type { Place } from '../journal/place.ts'
import type { SavedImage } from '../journal/saved-images.ts'
import type { Reporter } from '../output/reporter.ts'
import { createJobId } from './job-id.ts'
import { openSavedImages, reportOutcome, reportRun } from './report-outcomes.ts'
import { runWorks, type Work } from './run-works.ts'

export interface SessionOptions {
  readonly cli: Cli
  readonly connection: Connection
  readonly journal: Journal
  readonly reporter: Reporter
  readonly timeoutSeconds: number
  readonly concurrency: number
  readonly open: boolean
  /** For jobs whose record names no folder. */
  readonly place: Place
  /** Goes before the folders of the records. */
  readonly directory?: string | undefined
  /** May jobs be submitted that were saved earlier and never submitted? */
  readonly maySubmit?: (job: Job) => boolean
}

/** One command's work on jobs. */
export interface JobSession {
  submit(request: Json): Promise<Outcome>
  /** Searches for a job, waits for it, saves it: whatever it needs. Never submits again. */
  recover(id: string): Promise<Outcome>
  readonly runner: Runner<unknown>
  /**
   * Does pieces of work, reports them as they go, and says how to continue. After a failure that would meet all the others
   * too (token, balance), nothing more is started.
   * @param earlier Outcomes that are known already, such as records that cannot be read.
   */
  run(works: readonly Work[], earlier?: readonly Outcome[]): Promise<ExitCode>
}

export function openSession(options: SessionOptions): JobSession {
  const { cli, connection, journal, reporter, place } = options
  const { clock, random, stop } = cli.host
  const saved = new Map<string, SavedImage[]>()
  const patience = createPatience(clock, stop)

  const emit = (event: CliEvent): void => {
    patience.onEvent(event)
    if (event.type === 'saved') saved.set(event.job.id, [...(saved.get(event.job.id) ?? []), event.image])
    reporter.onEvent(event)
  }
  const runner = createRunner({
    store: journal.store,
    host: createJobHost({
      connection,
      usual: place,
      directory: options.directory,
      isStopped: () => stop.aborted,
      maySubmit: options.maySubmit ?? (() => false),
      emit,
    }),
    clock,
    random,
    waitMs: options.timeoutSeconds * 1_000,
  })

  const outcomeOf = (id: string, result: RunResult<unknown>): Outcome => {
    const problem = problemOf(id, result, { nowMs: clock.now(), account: connection.account })
    return { id, job: result.job, saved: saved.get(id) ?? [], problem }
  }
  const finished = (id: string, result: RunResult<unknown>): Outcome => {
    const outcome = outcomeOf(id, result)
    // After a stop the command itself says what was charged and how to continue.
    if (!stop.aborted) reportOutcome(reporter, outcome)
    return outcome
  }

  return {
    runner,
    async submit(request) {
      const id = createJobId(clock.now(), random)
      const { service, account } = connection
      const origin = { app: 'cli', actor: 'person' } as const
      const job = await runner.create({ id, service, account, origin, request, place })
      if ('exists' in job) return finished(id, { why: 'held', isWritten: true })
      return finished(id, await patience.limit(id, (signal) => job.run({ signal })))
    },
    async recover(id) {
      const entry = await journal.store.read(id)
      const isLost = entry !== undefined && !isDamaged(entry) && entry.job.task === undefined
      // A search for a lost submission is over sooner than a wait for its task.
      const search = isLost
        ? await patience.limit(id, (signal) => runner.run(id, { signal, waitMs: troubleMs }))
        : undefined
      const isOver = search !== undefined && (search.why !== 'resting' || search.job?.task === undefined)
      return finished(id, isOver ? search : await patience.limit(id, (signal) => runner.run(id, { signal })))
    },
    async run(works, earlier = []) {
      for (const { problem } of earlier) if (problem) reporter.problem(problem.facts)
      reporter.begin(works.length, 1 / connection.speed)
      const own = await runWorks(works, { concurrency: options.concurrency, stop, runner }).finally(() =>
        reporter.end(),
      )
      const left = stop.aborted ? await runner.drain(0) : []
      const outcomes = [
        ...earlier,
        ...own,
        ...left.map((job) => outcomeOf(job.id, { why: 'stopped', job, isWritten: true })),
      ]
      // Tasks of the sandbox end with the program: nothing is left to recover.
      if (connection.isSandbox) {
        for (const { job } of outcomes) if (job) await runner.cancel(job.id)
      }
      const exitCode = reportRun(cli, reporter, {
        outcomes,
        finished: own,
        total: works.length,
        isSandbox: connection.isSandbox,
      })
      if (options.open) await openSavedImages(cli, reporter, outcomes)
      return exitCode
    },
  }
}
