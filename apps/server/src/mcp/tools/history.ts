import { chargedOf, isDamaged, type Listed, requestFacts, stateOf } from '@fluxkit/jobs'
import type { CallToolResult } from '@modelcontextprotocol/server'
import { isUnfinished } from '../../jobs/unfinished.ts'
import { describeJob } from '../../jobs/report.ts'
import { savedFiles } from '../../jobs/saved-files.ts'
import { refusedAnswer } from '../calls/image-answer.ts'
import { historyArguments, readArguments } from '../schemas/tool-arguments.ts'
import type { historyResult } from '../schemas/tool-results.ts'
import type * as z from 'zod/mini'
import { factsOf } from '../calls/produce-images.ts'
import type { ToolContext } from '../calls/tool-context.ts'

export const historyDescription =
  'Lists earlier image jobs on this machine, newest first, with their files; also those of other Fluxkit apps. Free.'

const usualLimit = 10

type Row = z.infer<typeof historyResult>['jobs'][number]

export async function history(context: ToolContext, given: unknown): Promise<CallToolResult> {
  const { studio, clock } = context
  const read = readArguments(historyArguments, given)
  if ('failure' in read) return refusedAnswer(read.failure, await factsOf(context))
  const { limit = usualLimit, unfinished = false } = read.args
  const nowMs = clock.now()
  const entries = (await studio.list())
    // Forgotten jobs are only kept for their price.
    .filter((entry) => isDamaged(entry) || entry.job.request['prompt'] !== undefined)
    .filter((entry) => !unfinished || isUnfinished(entry, nowMs))
    .slice(0, limit)
  const lines = entries.map((entry) =>
    isDamaged(entry) ? `${entry.id ?? 'A record'} can’t be read; it may be paid for.` : describeJob(entry, nowMs),
  )
  return {
    content: [{ type: 'text', text: lines.length > 0 ? lines.join('\n') : 'No jobs yet.' }],
    structuredContent: { jobs: entries.map((entry) => rowOf(entry, nowMs)) },
  }
}

function rowOf(entry: Listed, nowMs: number): Row {
  if (isDamaged(entry)) return { jobId: entry.id ?? '', state: 'damaged', charged: 'unknown', files: [] }
  const { job, held } = entry
  const { model, prompt } = requestFacts(job)
  return {
    jobId: job.id,
    ...(job.task && { taskId: job.task.id }),
    state: stateOf(job, nowMs, held),
    charged: chargedOf(job),
    ...(job.cost && { cost: { ...job.cost } }),
    app: job.origin.app,
    ...(model !== undefined && { model }),
    prompt: prompt.slice(0, 500),
    createdAt: new Date(job.createdAtMs).toISOString(),
    files: savedFiles(job).map(({ path }) => path),
  }
}
