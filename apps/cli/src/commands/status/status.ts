import type { TaskSnapshot } from '@fluxkit/core'
import { isDamaged, isSandbox, type Job, stateOf } from '@fluxkit/jobs'
import { reasonText } from '../../language/reason-text.ts'
import type { Texts } from '../../language/translator.ts'
import { type Cli, writeErr, writeJson, writeOut } from '../../cli.ts'
import { openConnection } from '../../client/open-connection.ts'
import { type ExitCode, exitCodes } from '../../errors/exit-codes.ts'
import { openJournal } from '../../journal/open-journal.ts'
import { findEntry } from '../../journal/select-jobs.ts'
import { errorFacts } from '../../errors/error-facts.ts'
import { plainText } from '../../terminal/terminal-text.ts'
import type { OutputOptions } from '../../output/reporter.ts'
import { formatTable } from '../../output/table.ts'
import { agoText, durationText } from '../../output/time-text.ts'
import { usageError } from '../../errors/program-error.ts'
import { readTaskId } from '../task-id.ts'

export async function status(cli: Cli, ids: readonly string[], options: OutputOptions): Promise<ExitCode> {
  const taskIds = await readIds(cli, ids)
  if (taskIds.length === 0) {
    if (options.json) writeJson(cli, { tasks: [] })
    else if (!options.quiet) writeErr(cli, `${cli.texts.t('status.none')}\n`)
    return exitCodes.ok
  }
  await using connection = await openConnection(cli)
  const found = await connection.client.tasks.getMany(taskIds, { signal: cli.host.stop })
  if (options.json) {
    writeJson(cli, { tasks: taskIds.map((id) => snapshotJson(id, found.get(id))) })
  } else {
    const rows = taskIds.map((id) => snapshotRow(cli, id, found.get(id)))
    const { t } = cli.texts
    const titles = [t('table.task'), t('table.state'), t('table.model'), t('table.submitted'), t('table.result')]
    writeOut(cli, formatTable([titles.map((title) => cli.paint.dim(title)), ...rows]))
  }
  return taskIds.some((id) => !found.has(id)) ? exitCodes.taskFailed : exitCodes.ok
}

/** The typed task ids, those of the named jobs, or those of all jobs that wait for their task. */
async function readIds(cli: Cli, ids: readonly string[]): Promise<string[]> {
  await using journal = openJournal(cli)
  const entries = await journal.list()
  if (ids.length > 0) {
    return ids.map((id) => {
      const entry = findEntry(entries, id)
      return entry === undefined || isDamaged(entry) ? readTaskId(id) : taskOf(entry.job)
    })
  }
  return entries.flatMap((entry) => {
    if (isDamaged(entry) || isSandbox(entry.job)) return []
    const { job, held } = entry
    const isWaiting = ['submitted', 'missing'].includes(stateOf(job, cli.host.clock.now(), held))
    return isWaiting && job.task ? [job.task.id] : []
  })
}

function taskOf({ id, task }: Job): string {
  if (task !== undefined) return task.id
  throw usageError(
    ({ t }) => t('usage.noTaskYet', { id }),
    ({ t }) => t('usage.noTaskYetAdvice', { id }),
  )
}

function snapshotJson(id: string, task: TaskSnapshot | undefined): Record<string, unknown> {
  if (task === undefined) return { taskId: id, state: 'unknown' }
  const { state, traceId, model, createdAtMs, elapsedMs, result, error } = task
  return {
    taskId: id,
    state,
    traceId,
    model,
    createdAt: createdAtMs === undefined ? undefined : new Date(createdAtMs).toISOString(),
    elapsedMs,
    images: result?.images.map(({ url, seed }) => ({ url, seed })),
    error: error && errorFacts(error),
  }
}

function snapshotRow({ host, paint, launcher, texts }: Cli, id: string, task: TaskSnapshot | undefined): string[] {
  const { t } = texts
  const shownId = plainText(id)
  if (task === undefined) {
    return [shownId, paint.red(t('job.state', { state: 'unknown' })), '', '', t('status.unknown')]
  }
  const { state, model = '', createdAtMs, elapsedMs, result, error } = task
  const color = { queued: paint.cyan, running: paint.cyan, succeeded: paint.green, failed: paint.red }[state]
  const submitted = createdAtMs === undefined ? '' : agoText(host.clock.now() - createdAtMs, texts)
  const outcome = error
    ? reasonText(error.code, error.summary, texts, 100)
    : result
      ? madeText(result.images.length, elapsedMs, `${launcher} download ${shownId}`, texts)
      : ''
  return [shownId, color(t('job.state', { state })), plainText(model), submitted, outcome]
}

function madeText(count: number, elapsedMs: number | undefined, command: string, { t }: Texts): string {
  if (elapsedMs === undefined) return t('status.made', { count, command })
  return t('status.madeIn', { count, duration: durationText(elapsedMs), command })
}
