import type { TaskSnapshot } from '@fluxkit/core'
import type { Json } from '@fluxkit/jobs'
import type { Localized } from '../../language/translator.ts'
import type { Cli } from '../../cli.ts'
import type { Connection } from '../../client/connection.ts'
import { exitCodeOf } from '../../errors/exit-code-of.ts'
import { exitCodes } from '../../errors/exit-codes.ts'
import type { Journal } from '../../journal/open-journal.ts'
import type { Outcome } from '../../journal/outcome.ts'
import type { Place } from '../../journal/place.ts'
import { errorFacts } from '../../errors/error-facts.ts'
import type { Reporter } from '../../output/reporter.ts'
import { ProgramError } from '../../errors/program-error.ts'
import { createJobId } from '../../session/job-id.ts'
import type { JobSession } from '../../session/job-session.ts'

export interface AdoptParts {
  readonly cli: Cli
  readonly connection: Connection
  readonly journal: Journal
  readonly session: JobSession
  readonly reporter: Reporter
  readonly place: Place
}

/**
 * Writes a task down that was submitted elsewhere, and recovers it as any other job. A task that the service doesn't know
 * is not saved.
 */
export async function adoptTask(parts: AdoptParts, taskId: string): Promise<Outcome> {
  const owner = await parts.journal.store.ownerOf(taskId)
  if (owner !== undefined) return parts.session.recover(owner)
  const { clock, random } = parts.cli.host
  return reporting(parts, async () => {
    const snapshot = await findTask(parts, taskId)
    return writeDown(parts, createJobId(clock.now(), random), snapshot)
  })
}

/** Gives a job whose submission was lost its task, and recovers it. */
export async function giveTask(parts: AdoptParts, jobId: string, taskId: string): Promise<Outcome> {
  return reporting(parts, async () => {
    const { cli, journal, session } = parts
    const answer = await session.runner.adopt(jobId, { id: taskId, via: 'person', atMs: cli.host.clock.now() })
    if (answer === 'adopted') return session.recover(jobId)
    throw notAdopted(answer, jobId, taskId, await journal.store.ownerOf(taskId))
  })
}

/** Writes a damaged record again, from what the service knows of its task. The bytes of the old one are kept. */
export async function replaceRecord(parts: AdoptParts, jobId: string, taskId: string): Promise<Outcome> {
  return reporting(parts, async () => {
    const { journal } = parts
    const owner = await journal.store.ownerOf(taskId)
    if (owner !== undefined && owner !== jobId) throw notAdopted('taken', jobId, taskId, owner)
    const snapshot = await findTask(parts, taskId)
    if (!(await journal.store.setAside(jobId))) throw notAdopted('absent', jobId, taskId, undefined)
    return writeDown(parts, jobId, snapshot)
  })
}

async function findTask({ cli, connection }: AdoptParts, taskId: string): Promise<TaskSnapshot> {
  return connection.client.tasks.get(taskId, { signal: cli.host.stop })
}

async function writeDown(parts: AdoptParts, id: string, snapshot: TaskSnapshot): Promise<Outcome> {
  const { service, account } = parts.connection
  const origin = { app: 'cli', actor: 'person' } as const
  // A job without a task would be submitted.
  const task = { id: snapshot.id, via: 'person', atMs: parts.cli.host.clock.now() } as const
  const draft = { id, service, account, origin, request: requestOf(snapshot), place: parts.place, task }
  const created = await parts.session.runner.create(draft)
  if ('exists' in created) throw notAdopted('exists', id, snapshot.id, undefined)
  return parts.session.recover(id)
}

function notAdopted(why: string, id: string, taskId: string, owner = ''): ProgramError {
  const of = (code: string, message: Localized, advice: Localized): ProgramError =>
    new ProgramError(code, exitCodes.usage, message, advice)
  switch (why) {
    case 'taken':
      return of(
        'task_taken',
        ({ t }) => t('fault.taskTaken', { taskId, owner }),
        ({ t }) => t('fault.taskTakenAdvice', { owner }),
      )
    case 'other':
      return of(
        'other_task',
        ({ t }) => t('fault.otherTask', { id }),
        ({ t }) => t('fault.otherTaskAdvice'),
      )
    case 'exists':
      return of(
        'job_exists',
        ({ t }) => t('fault.jobExists', { id }),
        ({ t }) => t('fault.tryAgain'),
      )
    default:
      return of(
        'no_job',
        ({ t }) => t('usage.noJob', { id }),
        ({ t }) => t('usage.historyLists'),
      )
  }
}

/** The request as the service echoes it, in core's spelling. */
export function requestOf({ raw, model }: TaskSnapshot): Json {
  const { action, prompt, size, count, image_url: link } = (raw['request'] ?? {}) as Readonly<Record<string, unknown>>
  return {
    action: action === 'edit' ? 'edit' : 'generate',
    prompt: typeof prompt === 'string' ? prompt : '',
    ...(model !== undefined && { model }),
    ...(typeof size === 'string' && { size }),
    ...(typeof count === 'number' && { count }),
    ...(action === 'edit' && typeof link === 'string' && { imageUrl: link }),
  }
}

async function reporting({ cli, reporter }: AdoptParts, work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work()
  } catch (error) {
    const problem = { facts: errorFacts(error), exitCode: exitCodeOf(error) }
    if (!cli.host.stop.aborted) reporter.problem(problem.facts)
    return { saved: [], problem }
  }
}
