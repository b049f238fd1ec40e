import { resumeJob, runNewJob, type JobDraft } from '../../jobs/run-job.ts'
import type { Cli } from '../../cli.ts'
import type { JobOutcome } from '../../jobs/job-event.ts'
import type { JobTools } from '../../jobs/job-tools.ts'
import type { Job } from '../../jobs/job.ts'
import type { Reporter } from '../../output/reporter.ts'
import { openJournal } from '../job-session.ts'

/** What is to be done for one prompt of a list that was run before. */
export type ResumeStep = { readonly kind: 'new' } | { readonly kind: 'skip' | 'finish'; readonly job: Job }

/**
 * Matches the prompts of a list with the journal: what is saved is left out, what is submitted is finished, what failed is
 * submitted anew, and what nobody knows is never submitted again. A prompt that stands twice in the list needs two jobs.
 */
export function planSteps(drafts: readonly JobDraft[], journal: readonly Job[]): ResumeStep[] {
  const unused = journal.filter((job) => isOfUse(job)).toReversed()
  return drafts.map((draft) => {
    const index = unused.findIndex((job) => isSameWork(job, draft))
    const job = unused[index]
    if (job === undefined) return { kind: 'new' }
    unused.splice(index, 1)
    return { kind: job.state === 'saved' ? 'skip' : 'finish', job }
  })
}

/** Turns the plan into work. What is left out is told, not listed among the results. */
export async function planResume(
  cli: Cli,
  reporter: Reporter,
  drafts: readonly JobDraft[],
): Promise<((tools: JobTools) => Promise<JobOutcome>)[]> {
  const { jobs } = await openJournal(cli).store.list()
  const steps = planSteps(drafts, jobs)
  const skipped = steps.filter(({ kind }) => kind === 'skip').length
  if (skipped > 0) reporter.note(`${skipped} of ${steps.length} were made by an earlier run.`)
  return steps.flatMap((step, index) => {
    const draft = drafts[index]
    if (step.kind === 'skip' || draft === undefined) return []
    if (step.kind === 'finish') return [(tools: JobTools) => resumeJob(tools, step.job)]
    return [(tools: JobTools) => runNewJob(tools, draft, cli.host.random)]
  })
}

/** Tasks of the sandbox end with their program. */
function isOfUse({ state, service }: Job): boolean {
  return state === 'saved' || (state !== 'failed' && service !== 'sandbox')
}

function isSameWork(job: Job, draft: JobDraft): boolean {
  return (
    job.service === draft.service &&
    job.save.directory === draft.save.directory &&
    JSON.stringify(sortedFields(job.request)) === JSON.stringify(sortedFields(draft.request))
  )
}

function sortedFields(request: object): unknown[] {
  return Object.entries(request).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
