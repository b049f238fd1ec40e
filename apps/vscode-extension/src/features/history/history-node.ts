import type { JobStore } from '../../jobs/job-store.ts'
import type { Job, SavedFile } from '../../model/jobs/job.ts'

/** What the tree of the history is made of. */
export type HistoryNode =
  | { readonly kind: 'day'; readonly date: string; readonly jobs: readonly Job[] }
  | { readonly kind: 'job'; readonly job: Job }
  | { readonly kind: 'file'; readonly job: Job; readonly file: SavedFile }

/** What the tree gives to whatever its entries are dragged to. */
export const uriList = 'text/uri-list'

/** The job that a command was called for: a node of the tree, or an id. */
export async function jobOf(store: JobStore, argument: unknown): Promise<Job | undefined> {
  if (typeof argument === 'string') return store.read(argument)
  return isJobNode(argument) ? store.read(argument.job.id) : undefined
}

/** The picture that a command was called for; of a job, its first. */
export function fileOf(argument: unknown): SavedFile | undefined {
  if (!isJobNode(argument)) return undefined
  return argument.kind === 'file' ? argument.file : argument.job.files[0]
}

function isJobNode(value: unknown): value is Extract<HistoryNode, { job: Job }> {
  return typeof value === 'object' && value !== null && 'kind' in value && 'job' in value
}
