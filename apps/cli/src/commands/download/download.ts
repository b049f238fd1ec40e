import type { FluxClient, TaskSnapshot } from '@fluxkit/core'
import { isDamaged, type Job, type JobImage } from '@fluxkit/jobs'
import type { Cli } from '../../cli.ts'
import type { Connection } from '../../client/connection.ts'
import { findService, openConnection } from '../../client/open-connection.ts'
import { exitCodeOf } from '../../errors/exit-code-of.ts'
import { type ExitCode, exitCodes } from '../../errors/exit-codes.ts'
import { openJournal } from '../../journal/open-journal.ts'
import { damagedProblem, type Outcome } from '../../journal/outcome.ts'
import { savingOptions, type Place } from '../../journal/place.ts'
import { probeFolder } from '../../journal/probe-folder.ts'
import { saveImage } from '../../journal/save-image.ts'
import { type SavedImage, savedImages } from '../../journal/saved-images.ts'
import { findEntry } from '../../journal/select-jobs.ts'
import { errorFacts } from '../../errors/error-facts.ts'
import type { OutputOptions, Reporter } from '../../output/reporter.ts'
import { isProgramError, ProgramError } from '../../errors/program-error.ts'
import { requestOf } from '../adopt/adopt-task.ts'
import { openSession } from '../../session/job-session.ts'
import { createImageReporter } from '../image-reporter.ts'
import type { SaveOptions } from '../../options/shared-options.ts'
import { readTaskId } from '../task-id.ts'

export type DownloadOptions = OutputOptions & SaveOptions

const timeoutSeconds = 600
const concurrency = 4

interface Parts {
  readonly cli: Cli
  readonly connection: Connection
  readonly reporter: Reporter
  readonly place: Place
}

/** @throws {ProgramError} before anything is fetched */
export async function download(cli: Cli, what: readonly string[], options: DownloadOptions): Promise<ExitCode> {
  const reporter = createImageReporter(cli, options)
  await using journal = openJournal(cli)
  const entries = await journal.list()
  const place = savingOptions(cli, options)
  await probeFolder(place.directory)
  await using connection = await openFor(cli, what.every(isLink))
  const open = options.open === true
  const session = openSession({ cli, connection, journal, reporter, timeoutSeconds, concurrency, open, place })
  const parts = { cli, connection, reporter, place }
  const works = what.map((each, index) => async (): Promise<Outcome> => {
    if (isLink(each)) return saveAgain(parts, linkJob(parts, each, index))
    const entry = findEntry(entries, each)
    if (entry !== undefined && isDamaged(entry)) return damagedOutcome(parts, entry.damaged, entry.id)
    if (entry !== undefined && entry.job.images.length > 0) return saveAgain(parts, entry.job)
    const taskId = entry?.job.task?.id ?? readTaskId(each)
    return saveFromService(parts, entry?.job ?? aJob(parts, `task-${index}`, {}), taskId)
  })
  return await session.run(works)
}

/** Links need no token, so they are fetched without one. */
async function openFor(cli: Cli, areAllLinks: boolean): Promise<Connection> {
  const choice = areAllLinks ? await findService(cli, false) : undefined
  if (choice === undefined || (choice.kind === 'service' && choice.token !== undefined)) return openConnection(cli)
  const { createFluxClient } = await import('@fluxkit/core/node')
  const client: FluxClient = createFluxClient({
    token: 'none',
    clock: cli.host.clock,
    ...(choice.kind === 'service' ? { baseUrl: choice.baseUrl } : {}),
  })
  const close = (): Promise<void> => client.close()
  const facts = { service: 'link', account: '', isSandbox: false, isFallback: false, hasPlatformToken: false, speed: 1 }
  return { client, ...facts, [Symbol.asyncDispose]: close }
}

async function saveFromService(parts: Parts, job: Job, taskId: string): Promise<Outcome> {
  const { client } = parts.connection
  try {
    const snapshot = await client.tasks.get(taskId, { signal: parts.cli.host.stop })
    const { result, error } = snapshot
    if (error !== undefined) throw error
    if (result === undefined) throw notFinished(snapshot)
    const images = result.images.map(({ url, seed }) => ({ url, tries: 0, ...(seed !== undefined && { seed }) }))
    const request = job.request['prompt'] === undefined ? requestOf(snapshot) : job.request
    return await saveAgain(parts, { ...job, request, images, task: { id: taskId, via: 'person' } })
  } catch (error) {
    return failed(parts, job, [], error)
  }
}

/** Every image of the job, to new files; the journal keeps those that were saved first. */
async function saveAgain(parts: Parts, known: Job): Promise<Outcome> {
  const { cli, connection, reporter } = parts
  const { stop } = cli.host
  const images: JobImage[] = known.images.map(({ kept: _kept, ...image }) => image)
  const current = (): Job => ({ ...known, images: [...images] })
  reporter.onEvent({ type: 'succeeded', job: current() })
  // A bare link has no metadata to embed.
  const place = known.task ? parts.place : { ...parts.place, metadata: false }
  for (const [index, image] of images.entries()) {
    try {
      const downloaded = await connection.client.images.download(image.url, { signal: stop, taskId: known.task?.id })
      const facts = await saveImage(current(), index, downloaded, place)
      images[index] = { ...image, ...facts }
      const job = current()
      const saved = savedImages(job).find((each) => each.index === index)
      if (saved) reporter.onEvent({ type: 'saved', job, image: saved, bytes: downloaded.bytes })
    } catch (error) {
      return failed(parts, current(), savedImages(current()), error)
    }
  }
  return { id: known.id, job: current(), saved: savedImages(current()) }
}

function failed({ cli, reporter }: Parts, job: Job, saved: readonly SavedImage[], error: unknown): Outcome {
  // Whatever prevents a finished image from being saved.
  const exitCode = job.images.length > 0 && !isProgramError(error) ? exitCodes.notSaved : exitCodeOf(error)
  const problem = { facts: errorFacts(error), exitCode }
  if (!cli.host.stop.aborted) reporter.onEvent({ type: 'failed', job, problem })
  return { id: job.id, job, saved, problem }
}

function damagedOutcome({ reporter }: Parts, reason: string, id: string | undefined): Outcome {
  const problem = damagedProblem(reason, id)
  reporter.problem(problem.facts)
  return { id, saved: [], problem }
}

function linkJob(parts: Parts, link: string, index: number): Job {
  return { ...aJob(parts, `link-${index}`, { prompt: linkName(link) }), images: [{ url: link, tries: 0 }] }
}

/** A job that isn't in any journal, for what was submitted elsewhere. */
function aJob({ cli, connection: { service, account } }: Parts, id: string, request: Job['request']): Job {
  const nowMs = cli.host.clock.now()
  return {
    v: 1,
    id,
    rev: 0,
    service,
    account,
    origin: { app: 'cli', actor: 'person' },
    request,
    place: undefined,
    createdAtMs: nowMs,
    wantedAtMs: nowMs,
    attempts: [],
    images: [],
  }
}

function isLink(text: string): boolean {
  return /^https?:\/\//i.test(text)
}

/** The last part of the path, as a name for the file. */
function linkName(link: string): string {
  const path = URL.canParse(link) ? new URL(link).pathname : ''
  const last = path.split('/').findLast((part) => part !== '')
  return last?.replace(/\.\w+$/, '') ?? 'image'
}

function notFinished({ id, state }: TaskSnapshot): ProgramError {
  return new ProgramError(
    'not_finished',
    exitCodes.stillRunning,
    ({ t }) => t('fault.notFinished', { id, state: state as 'queued' | 'running' }),
    ({ t }) => t('fault.notFinishedAdvice', { id }),
  )
}
