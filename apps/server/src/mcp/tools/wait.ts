import { findById, isDamaged, type JobEvent } from '@fluxkit/jobs'
import type { CallToolResult, ServerContext } from '@modelcontextprotocol/server'
import { newestUnfinished } from '../../jobs/unfinished.ts'
import { refusal } from '../../jobs/failure.ts'
import { serverPlaceOf } from '../../jobs/place.ts'
import { jobAnswer, refusedAnswer } from '../calls/image-answer.ts'
import { createProgress } from '../client/progress.ts'
import { readArguments, waitArguments } from '../schemas/tool-arguments.ts'
import { factsOf } from '../calls/produce-images.ts'
import { type ToolContext, waitMs } from '../calls/tool-context.ts'

export const waitDescription = [
  'Waits for a job that is still running, or recovers one whose images weren’t saved. Free: it never submits anything.',
  'Works for jobs of other Fluxkit apps on this machine too, such as the terminal program.',
].join(' ')

export async function wait(context: ToolContext, given: unknown, ctx: ServerContext): Promise<CallToolResult> {
  const { studio, clock } = context
  const read = readArguments(waitArguments, given)
  if ('failure' in read) return refusedAnswer(read.failure, await factsOf(context))
  const { jobId } = read.args
  const entries = await studio.list()
  const newest = newestUnfinished(entries, clock.now())
  const found = jobId === undefined ? (newest ? [newest] : []) : findById(entries, jobId)
  const [entry, another] = found
  if (!entry) return refusedAnswer(jobId === undefined ? nothingToWaitFor : unknownJob, await factsOf(context))
  if (another) return refusedAnswer(ambiguous, await factsOf(context))
  const id = isDamaged(entry) ? (entry.id ?? '') : entry.job.id
  const progress = createProgress(clock, context.t, ctx)
  try {
    const waiting = { waitMs, signal: ctx.mcpReq.signal, onEvent: (event: JobEvent) => progress.onEvent(event) }
    const produced = await studio.resume(id, waiting)
    if (produced.kind === 'job') {
      const facts = await factsOf(context, { variant: serverPlaceOf(produced.report.job)?.variant })
      return await jobAnswer(produced.report, facts)
    }
    const failure = produced.kind === 'refused' ? produced.failure : unknownJob
    return refusedAnswer(failure, await factsOf(context))
  } finally {
    progress.stop()
  }
}

const nothingToWaitFor = refusal(
  'nothing_to_wait_for',
  'No job is running or owed.',
  'flux_history lists earlier jobs.',
)
const unknownJob = refusal(
  'unknown_job',
  'There is no such job on this machine.',
  'Take the jobId from an earlier answer or from flux_history. A task from elsewhere is recovered with `fluxkit wait TASK_ID`.',
)
const ambiguous = refusal('ambiguous_job', 'Several jobs begin with this id.', 'Give more of it.')
