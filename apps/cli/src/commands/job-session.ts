import { createRunner, isDamaged, type Job, type Json, type Runner, type RunResult } from '@fluxkit/jobs'
import pLimit from 'p-limit'
import type { Cli } from '../cli.ts'
import type { Connection } from '../client/connection.ts'
import { exitCodeOfAll, exitCodeOfStop } from '../exit-code-of.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { StopReason } from '../host.ts'
import type { CliEvent } from '../journal/events.ts'
import { createJobHost } from '../journal/job-host.ts'
import type { Journal } from '../journal/open-journal.ts'
import { type Outcome, type Problem, problemOf } from '../journal/outcome.ts'
import { createPatience, troubleMs } from '../journal/patience.ts'
import type { Place } from '../journal/place.ts'
import type { SavedImage } from '../journal/saved-images.ts'
import type { Reporter } from '../output/reporter.ts'
import { openFile } from '../images/open-file.ts'
import { stopReport } from './stop-report.ts'
import { summaryText } from './summary-text.ts'

/** How long the answer to a submission on its way is waited for after Ctrl-C: a task without an id is hard to recover. */
const lateAnswerMs = 3_000

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
  /** May jobs be submitted that were written down earlier and never submitted? */
  readonly maySubmit?: (job: Job) => boolean
}

/** One command's work on jobs. */
export interface JobSession {
  submit(request: Json): Promise<Outcome>
  /** Searches for a job, waits for it, saves it: whatever it needs. Never submits again. */
  recover(id: string): Promise<Outcome>
  readonly runner: Runner<unknown>
  /**
   * Does pieces of work, reports them as they go, and says how to go on. After a failure that would meet all the others
   * too (token, balance), nothing more is started.
   * @param earlier Outcomes that are known already, such as records that cannot be read.
   */
  run(works: readonly (() => Promise<Outcome>)[], earlier?: readonly Outcome[]): Promise<ExitCode>
}

export function openSession(options: SessionOptions): JobSession {
  const { cli, connection, journal, reporter, place } = options
  const { host } = cli
  const { clock, random, stop } = host
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
    const outcome = { id, job: result.job, saved: saved.get(id) ?? [], problem }
    // After a stop the command itself says what was charged and how to go on.
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
      if ('exists' in job) return outcomeOf(id, { why: 'held', isWritten: true })
      return outcomeOf(id, await patience.limit(id, (signal) => job.run({ signal })))
    },
    async recover(id) {
      const entry = await journal.store.read(id)
      const isLost = entry !== undefined && !isDamaged(entry) && entry.job.task === undefined
      // A search for a lost submission is over sooner than a wait for its task.
      const search = isLost
        ? await patience.limit(id, (signal) => runner.run(id, { signal, waitMs: troubleMs }))
        : undefined
      const isOver = search !== undefined && (search.why !== 'resting' || search.job?.task === undefined)
      return outcomeOf(id, isOver ? search : await patience.limit(id, (signal) => runner.run(id, { signal })))
    },
    async run(works, earlier = []) {
      for (const { problem } of earlier) if (problem) reporter.problem(problem.facts)
      reporter.begin(works.length, 1 / connection.speed)
      const finished: Outcome[] = []
      const limit = pLimit(options.concurrency)
      const step = async (work: () => Promise<Outcome>): Promise<void> => {
        if (!stop.aborted && !finished.some(({ problem }) => concernsAll(problem))) finished.push(await work())
      }
      try {
        await Promise.race([Promise.all(works.map((work) => limit(() => step(work)))), stopped()])
      } finally {
        reporter.end()
      }
      const atWork = stop.aborted ? await runner.drain(0) : []
      const outcomes = [...earlier, ...finished, ...atWork.map((job) => leftOutcome(job))]
      // Tasks of the sandbox end with the program: nothing is left to recover.
      if (connection.isSandbox) {
        for (const { job } of outcomes) if (job) await runner.cancel(job.id)
      }
      const exitCode = stop.aborted
        ? exitCodeOfStop(stop.reason as StopReason)
        : exitCodeOfAll(outcomes.map(({ problem }) => problem?.exitCode ?? exitCodes.ok))
      if (stop.aborted) reporter.note(stopReport(cli, outcomes, clock.now(), connection.isSandbox))
      else if (works.length > 1) reporter.note(summaryText(cli, finished, works.length))
      reporter.results(outcomes, exitCode)
      if (options.open) await openAll(cli, reporter, outcomes)
      return exitCode
    },
  }

  /** Resolves after Ctrl-C, when submissions on their way have had a moment for their answers. */
  async function stopped(): Promise<void> {
    if (!stop.aborted)
      await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }))
    await runner.drain(lateAnswerMs)
  }

  function leftOutcome(job: Job): Outcome {
    const problem = problemOf(job.id, { why: 'stopped', job }, { nowMs: clock.now(), account: connection.account })
    return { id: job.id, job, saved: saved.get(job.id) ?? [], problem }
  }
}

function reportOutcome(reporter: Reporter, { job, saved, problem }: Outcome): void {
  if (problem === undefined) {
    if (job !== undefined && saved.length === 0) reporter.onEvent({ type: 'already-saved', job })
  } else if (job === undefined) reporter.problem(problem.facts)
  else reporter.onEvent({ type: 'failed', job, problem })
}

/** The same answer would meet every other request. */
function concernsAll(problem: Problem | undefined): boolean {
  return problem?.exitCode === exitCodes.authentication || problem?.exitCode === exitCodes.balance
}

/** Sortable by time and short enough to type: `20261122-154501-k3f9`. */
export function createJobId(atMs: number, random: () => number): string {
  const time = new Date(atMs).toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15)
  const suffix = Array.from({ length: 4 }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')
  return `${time}-${suffix}`
}

/** Without the letters and digits that look alike. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

async function openAll({ host }: Cli, reporter: Reporter, outcomes: readonly Outcome[]): Promise<void> {
  for (const { path } of outcomes.flatMap(({ saved }) => saved)) {
    if (await openFile(host.platform, path)) continue
    reporter.note('There is no program here that opens images (xdg-open).')
    return
  }
}
