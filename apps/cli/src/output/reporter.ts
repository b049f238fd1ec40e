import { relative } from 'node:path'
import { isSandbox, requestFacts } from '@fluxkit/jobs'
import { type Cli, writeJson, writeOut } from '../cli.ts'
import type { CliEvent } from '../journal/events.ts'
import type { Outcome } from '../journal/outcome.ts'
import { placeOf } from '../journal/place.ts'
import { savedImages } from '../journal/saved-images.ts'
import { costText } from './cost-text.ts'
import { type ErrorFacts, errorFacts } from '../errors/error-facts.ts'
import { errorText } from './error-text.ts'
import { eventJson, outcomeJson } from './event-json.ts'
import type { Texts } from '../language/translator.ts'
import { createPlainProgress } from './plain-progress.ts'
import { createProgressLine } from './progress-line.ts'
import { withNetworkAdvice } from './network-advice.ts'
import { emptyProgress, progressAfter } from './progress-state.ts'
import { progressText } from './progress-text.ts'
import { sizeRemark } from './size-remark.ts'
import { bytesText } from './size-text.ts'
import { plainText } from '../terminal/terminal-text.ts'
import { durationText } from './time-text.ts'

export interface OutputOptions {
  readonly json?: boolean | undefined
  readonly events?: boolean | undefined
  readonly quiet?: boolean | undefined
}

type SavedEvent = Extract<CliEvent, { type: 'saved' }>

/** Reports to people (standard error) and programs (standard output) what happens to jobs. */
export interface Reporter {
  /** A remark for people; not with `--quiet`. */
  note(text: string): void
  begin(total: number, expectedFactor?: number): void
  onEvent(event: CliEvent): void
  /** A problem that belongs to no job, or to one whose record can't be read. */
  problem(facts: ErrorFacts): void
  /** Removes the progress line. */
  end(): void
  /** What would be done: `plan` is for programs; people have read it before. */
  dryRun(plan: object): void
  /** With `--json`: the object or, with `--events`, the last line. */
  results(outcomes: readonly Outcome[], exitCode: number): void
}

interface Options extends OutputOptions {
  /** Shows an image in the terminal, as an escape sequence; `undefined` when it cannot. */
  readonly preview?: ((bytes: Uint8Array<ArrayBuffer>, format: string) => string | undefined) | undefined
}

export function createReporter(cli: Cli, { json = false, events = false, quiet = false, preview }: Options): Reporter {
  const { host, errPaint: paint, symbols, launcher, texts } = cli
  const { t } = texts
  const isLive = host.stderr.isTTY === true && !quiet && host.env['TERM'] !== 'dumb'
  const line = createProgressLine({ output: host.stderr, clock: host.clock, isLive })
  const plainProgress = createPlainProgress(texts)
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

  const show = ({ image, bytes }: SavedEvent): void => {
    const sequences = bytes && preview?.(bytes, image.format ?? '')
    if (sequences !== undefined && !quiet) line.printRaw(sequences)
  }

  /** What a user should know in addition to the progress line, which replaces most of it. */
  const remark = (event: CliEvent): void => {
    const progress = isLive ? undefined : plainProgress(event)
    const size = event.type === 'submitted' ? sizeOf(event, texts) : undefined
    for (const text of [progress, size]) if (text !== undefined) print(text)
  }

  return {
    note: print,
    begin(total, factor = 1) {
      state = emptyProgress(total)
      expectedFactor = factor
      line.start((frame) =>
        progressText(state, {
          nowMs: host.clock.now(),
          columns: host.stderr.columns ?? 80,
          paint,
          symbols,
          texts,
          frame,
        }),
      )
    },
    onEvent(event) {
      const { job } = event
      state = progressAfter(state, event, host.clock.now(), expectedFactor)
      if (json && events) writeJson(cli, eventJson(event))
      remark(event)
      if (event.type === 'saved') {
        show(event)
        print(savedText(cli, event))
        printPath(event.image.path)
      } else if (event.type === 'already-saved') {
        print(t('savedEarlier'))
        for (const { path } of savedImages(job)) printPath(path)
      } else if (event.type === 'journal-failed') {
        line.print(`${journalText(cli, event)}\n`)
      } else if (event.type === 'failed') {
        const jobId = state.total > 1 ? job.id : undefined
        line.print(
          errorText(event.problem.facts, {
            paint,
            symbols,
            launcher,
            texts,
            env: host.env,
            isSandbox: isSandbox(job),
            jobId,
          }),
        )
      }
    },
    problem: (facts) => line.print(errorText(facts, { paint, symbols, launcher, texts, env: host.env })),
    end: () => line.stop(),
    dryRun(plan) {
      print(t('dryRun'))
      if (json) writeJson(cli, plan)
    },
    results(outcomes, exitCode) {
      if (!json) return
      const jobs = outcomes.map((outcome) => outcomeJson(outcome, host.clock.now()))
      const files = outcomes.flatMap(({ saved }) => saved.map(({ path }) => path))
      const failed = outcomes.find(({ problem }) => problem !== undefined)?.problem
      const error = failed && { error: withNetworkAdvice(failed.facts, host.env) }
      writeJson(cli, events ? { event: 'end', exitCode, files, ...error } : { files, jobs, ...error })
    },
  }
}

function sizeOf(
  { size, job: { request } }: Extract<CliEvent, { type: 'submitted' }>,
  texts: Texts,
): string | undefined {
  const { action, imageSize } = request
  const known = imageSize as Parameters<typeof sizeRemark>[2]
  return size && sizeRemark(size, action === 'edit' ? 'edit' : 'generate', known, texts)
}

function savedText({ errPaint: paint, symbols, host, texts }: Cli, { job, image }: SavedEvent): string {
  const { t } = texts
  const { width, height, sizeBytes, seed, format = '', hasMetadata } = image
  const sentAtMs = job.attempts.at(-1)?.sentAtMs
  const { metadata } = placeOf(job, { directory: '', namePattern: '', metadata: false })
  const facts = [
    width !== undefined && height !== undefined ? `${width} × ${height}` : undefined,
    sizeBytes === undefined ? undefined : bytesText(sizeBytes),
    plainText(requestFacts(job).model ?? ''),
    seed === undefined ? undefined : t('seed', { seed: plainText(String(seed), 40) }),
    sentAtMs === undefined ? undefined : durationText((job.readyAtMs ?? host.clock.now()) - sentAtMs),
    job.cost && costText(job.cost, texts),
    metadata && hasMetadata === false ? t('notEmbedded', { format: format.toUpperCase() }) : undefined,
  ]
  return `${paint.green(symbols.ok)} ${paint.bold(t('saved'))} ${paint.dim(facts.filter(Boolean).join(', '))}`
}

function journalText(
  { errPaint: paint, symbols, texts: { language, t, error: textOf } }: Cli,
  { job, error }: Extract<CliEvent, { type: 'journal-failed' }>,
): string {
  const { code, message } = errorFacts(error)
  // A path and the code of the system are the same in every language; other details are English.
  const isNeutral = language === 'en' || code === 'file_system'
  const reason = isNeutral ? message : (textOf(code, 'message') ?? message)
  const what = t('journalFailed', { reason })
  const task = job.task === undefined ? '' : ` ${t('keepTask', { taskId: plainText(job.task.id) })}`
  return `${paint.yellow(symbols.warn)} ${what}${task}`
}

/** The shortest way to type a path from here. */
export function pathText(cwd: string, path: string): string {
  const fromHere = relative(cwd, path)
  return fromHere === '' || fromHere.startsWith('..') ? path : fromHere
}
