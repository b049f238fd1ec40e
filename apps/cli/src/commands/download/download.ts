import type { FluxClient, TaskSnapshot } from '@fluxkit/core'
import type { Cli } from '../../cli.ts'
import type { Connection } from '../../client/connection.ts'
import { findService, openConnection } from '../../client/open-connection.ts'
import { type ExitCode, exitCodes } from '../../exit-codes.ts'
import { adoptTask, describedBy } from '../../jobs/adopt-task.ts'
import { findJob } from '../../jobs/find-job.ts'
import type { JobOutcome, SavedPicture } from '../../jobs/job-event.ts'
import type { JobTools } from '../../jobs/job-tools.ts'
import { type Job, jobImage } from '../../jobs/job.ts'
import type { OutputOptions } from '../../output/reporter.ts'
import { ProgramError } from '../../program-error.ts'
import { openJournal, runJobs, saveSettings } from '../job-session.ts'
import { createPictureReporter } from '../picture-reporter.ts'
import type { SaveOptions } from '../shared-options.ts'
import { readTaskId } from '../task-id.ts'

export type DownloadOptions = OutputOptions & SaveOptions

const usualTimeoutSeconds = 600
const usualConcurrency = 4

/** @throws {ProgramError} before anything is fetched */
export async function download(cli: Cli, what: readonly string[], options: DownloadOptions): Promise<ExitCode> {
  const reporter = createPictureReporter(cli, options)
  const save = saveSettings(cli, options)
  const { jobs } = await openJournal(cli).store.list()
  await using connection = await openFor(
    cli,
    what.every((each) => isLink(each)),
  )
  const service = connection.service
  const works = what.map((each) => {
    const adopt = (taskId: string): Job => adoptTask({ taskId, service, save }, cli.host)
    if (isLink(each)) return (tools: JobTools) => saveAgain(tools, linkJob(adopt(''), each))
    const known = findJob(jobs, each)
    if (known?.images === undefined) {
      const draft = known === undefined ? adopt(readTaskId(each)) : { ...known, save }
      return (tools: JobTools) => saveFromService(tools, draft)
    }
    return (tools: JobTools) => saveAgain(tools, { ...known, save })
  })
  return await runJobs(
    {
      cli,
      connection,
      reporter,
      timeoutSeconds: usualTimeoutSeconds,
      concurrency: usualConcurrency,
      open: options.open === true,
    },
    works,
  )
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
  const facts = { service: 'link', isSandbox: false, isFallback: false, hasPlatformToken: false, speed: 1 }
  return { client, ...facts, [Symbol.asyncDispose]: close }
}

async function saveFromService(tools: JobTools, draft: Job): Promise<JobOutcome> {
  try {
    const snapshot = await tools.client.tasks.get(draft.taskId ?? '', { signal: tools.stop })
    const { result, error } = snapshot
    if (error !== undefined) throw error
    if (result === undefined) throw notFinished(snapshot)
    const images = result.images.map((image) => jobImage(image))
    return await saveAgain(tools, { ...describedBy(draft, snapshot), images })
  } catch (error) {
    if (!tools.stop.aborted) tools.emit({ type: 'failed', job: draft, error })
    return { job: draft, pictures: [], error }
  }
}

/** Every picture of the job, to new files; the journal keeps those that were saved first. */
async function saveAgain(tools: JobTools, job: Job): Promise<JobOutcome> {
  const made: Job = { ...job, state: 'succeeded', files: [], updatedAtMs: tools.clock.now() }
  tools.emit({ type: 'succeeded', job: made })
  const pictures: SavedPicture[] = []
  const images = made.images ?? []
  for (const [index, image] of images.entries()) {
    try {
      const { picture, bytes } = await tools.savePicture(made, image, index)
      pictures.push(picture)
      const isLast = pictures.length === images.length
      tools.emit({ type: 'saved', job: isLast ? { ...made, state: 'saved' } : made, picture, bytes })
    } catch (error) {
      if (!tools.stop.aborted) tools.emit({ type: 'failed', job: made, error })
      return { job: made, pictures, error }
    }
  }
  return { job: { ...made, state: 'saved' }, pictures }
}

function isLink(text: string): boolean {
  return /^https?:\/\//i.test(text)
}

/** Nothing is known of the picture behind a link, so nothing is written into it. */
function linkJob({ taskId: _taskId, ...job }: Job, link: string): Job {
  const request = { action: 'generate', prompt: linkName(link) } as const
  return { ...job, request, save: { ...job.save, metadata: false }, images: [{ url: link }] }
}

/** The last part of the path, as a name for the file. */
function linkName(link: string): string {
  const path = URL.canParse(link) ? new URL(link).pathname : ''
  return (
    path
      .split('/')
      .findLast((part) => part !== '')
      ?.replace(/\.\w+$/, '') ?? 'picture'
  )
}

function notFinished({ id, state }: TaskSnapshot): ProgramError {
  return new ProgramError(
    'not_finished',
    exitCodes.stillRunning,
    `Task ${id} is ${state}; there is nothing to download yet.`,
    'Use `wait` to wait for it.',
  )
}
