import { relative } from 'node:path'
import type { JobEvent, JobOutcome } from '../jobs/job-event.ts'
import { type Cli, writeJson, writeOut } from '../cli.ts'
import { errorFacts } from './error-facts.ts'
import { errorText } from './error-text.ts'
import { eventJson, outcomeJson } from './event-json.ts'
import { createPlainProgress } from './plain-progress.ts'
import { plainText } from './terminal-text.ts'
import { createProgressLine } from './progress-line.ts'
import { emptyProgress, progressAfter } from './progress-state.ts'
import { progressText } from './progress-text.ts'
import { sizeRemark } from './size-remark.ts'
import { costText } from './cost-text.ts'
import { bytesText } from './size-text.ts'
import { durationText } from './time-text.ts'

export interface OutputOptions {
  readonly json?: boolean | undefined
  readonly events?: boolean | undefined
  readonly quiet?: boolean | undefined
}

/** Tells people (standard error) and programs (standard output) what happens to jobs. */
export interface Reporter {
  /** A remark for people; not with `--quiet`. */
  note(text: string): void
  begin(total: number, expectedFactor?: number): void
  onEvent(event: JobEvent): void
  /** An error of no job in particular. */
  problem(error: unknown): void
  /** Takes the progress line away. */
  end(): void
  /** With `--json`: the object or, with `--events`, the last line. */
  results(outcomes: readonly JobOutcome[], exitCode: number): void
}

interface Options extends OutputOptions {
  /** Shows a picture in the terminal, as an escape sequence; `undefined` when it cannot. */
  readonly preview?: ((event: Extract<JobEvent, { type: 'saved' }>) => string | undefined) | undefined
}

export function createReporter(cli: Cli, { json = false, events = false, quiet = false, preview }: Options): Reporter {
  const { host, errPaint: paint, symbols } = cli
  const isLive = host.stderr.isTTY === true && !quiet && host.env['TERM'] !== 'dumb'
  const line = createProgressLine({ output: host.stderr, clock: host.clock, isLive })
  const plainProgress = createPlainProgress()
  let state = emptyProgress(0)
  let expectedFactor = 1

  const print = (text: string): void => {
    if (!quiet) line.print(`${text}\n`)
  }

  const printPath = (path: string): void => {
    // Standard output may be the same terminal as the progress line.
    line.hide()
    if (!json) writeOut(cli, `${plainText(pathText(host.cwd, path))}\n`)
  }

  /** What a person should know of an event besides the progress line, which stands in for most of it. */
  const remarkOn = (event: JobEvent): string | undefined => {
    const lines = [
      isLive ? undefined : plainProgress(event),
      event.type === 'submitted' ? jobSizeRemark(event.job) : undefined,
    ]
    const known = lines.filter((text) => text !== undefined)
    return known.length === 0 ? undefined : known.join('\n')
  }

  return {
    note: print,
    begin(total, factor = 1) {
      state = emptyProgress(total)
      expectedFactor = factor
      line.start((frame) =>
        progressText(state, { nowMs: host.clock.now(), columns: host.stderr.columns ?? 80, paint, symbols, frame }),
      )
    },
    onEvent(event) {
      state = progressAfter(state, event, host.clock.now(), expectedFactor)
      if (json && events) writeJson(cli, eventJson(event))
      const remark = remarkOn(event)
      if (remark !== undefined) print(remark)
      if (event.type === 'saved') {
        const image = preview?.(event)
        if (image !== undefined && !quiet) line.printRaw(image)
        print(savedText(cli, event))
        printPath(event.picture.path)
      } else if (event.type === 'already-saved') {
        print('Saved earlier:')
        for (const { path } of event.job.files ?? []) printPath(path)
      } else if (event.type === 'journal-failed') {
        line.print(`${journalText(cli, event)}\n`)
      } else if (event.type === 'failed') {
        line.print(
          errorText(errorFacts(event.error), paint, symbols, {
            isSandbox: event.job.service === 'sandbox',
            // With several, the journal tells which prompt it was.
            jobId: state.total > 1 ? event.job.id : undefined,
          }),
        )
      }
    },
    problem: (error) => line.print(errorText(errorFacts(error), paint, symbols)),
    end: () => line.stop(),
    results(outcomes, exitCode) {
      if (!json) return
      const jobs = outcomes.map((outcome) => outcomeJson(outcome))
      const files = outcomes.flatMap(({ pictures }) => pictures.map(({ path }) => path))
      const failed = outcomes.find(({ error }) => error !== undefined)
      const error = failed && { error: errorFacts(failed.error) }
      writeJson(cli, events ? { event: 'end', exitCode, files, ...error } : { files, jobs, ...error })
    },
  }
}

function jobSizeRemark({ size, request }: JobEvent['job']): string | undefined {
  return size && sizeRemark(size, request.action, request.action === 'edit' ? request.imageSize : undefined)
}

function savedText({ errPaint: paint, symbols }: Cli, { job, picture }: Extract<JobEvent, { type: 'saved' }>): string {
  const tookMs = job.submittedAtMs === undefined ? undefined : job.updatedAtMs - job.submittedAtMs
  const facts = [
    `${picture.width} × ${picture.height}`,
    bytesText(picture.sizeBytes),
    plainText(job.request.model ?? ''),
    picture.seed === undefined ? undefined : `seed ${plainText(String(picture.seed), 40)}`,
    tookMs === undefined ? undefined : durationText(tookMs),
    job.cost && costText(job.cost),
    job.save.metadata && !picture.hasMetadata
      ? `prompt not written into the ${picture.format.toUpperCase()}`
      : undefined,
  ]
  return `${paint.green(symbols.ok)} ${paint.bold('Saved')} ${paint.dim(facts.filter((fact) => fact !== undefined).join(', '))}`
}

function journalText(
  { errPaint: paint, symbols }: Cli,
  { job, error }: Extract<JobEvent, { type: 'journal-failed' }>,
): string {
  const what = `The journal cannot be written: ${errorFacts(error).message}`
  const task = job.taskId === undefined ? '' : ` Keep the id of this task: ${plainText(job.taskId)}`
  return `${paint.yellow(symbols.warn)} ${what}${task}`
}

/** A path as it is shortest to type from here. */
export function pathText(cwd: string, path: string): string {
  const fromHere = relative(cwd, path)
  return fromHere === '' || fromHere.startsWith('..') ? path : fromHere
}
