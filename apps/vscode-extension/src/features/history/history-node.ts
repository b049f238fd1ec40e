import type { Jobs } from '../../jobs/jobs.ts'
import type { DamagedView } from '../../model/jobs/damaged-view.ts'
import type * as vscode from 'vscode'
import type { KeptImage } from '../../model/kept/kept-image.ts'
import type { JobView, SavedFile } from '../../model/jobs/job-view.ts'

/** What the tree of the history is made of. */
export type HistoryNode =
  | { readonly kind: 'day'; readonly date: string; readonly jobs: readonly JobView[] }
  | { readonly kind: 'damaged'; readonly entry: DamagedView }
  | { readonly kind: 'job'; readonly job: JobView }
  | { readonly kind: 'file'; readonly job: JobView; readonly file: SavedFile }
  | { readonly kind: 'keptGroup'; readonly images: readonly KeptImage[] }
  | { readonly kind: 'kept'; readonly kept: KeptImage; readonly file: vscode.Uri }

/** What the tree gives to whatever its entries are dragged to. */
export const uriList = 'text/uri-list'

/** The job that a command was called for: a node of the tree, or an id. */
export async function jobOf(jobs: Pick<Jobs, 'read'>, argument: unknown): Promise<JobView | undefined> {
  const id = isJobNode(argument) ? argument.job.id : argument
  return typeof id === 'string' ? jobs.read(id) : undefined
}

/** Is it one image of a job that has several? */
export function isFileNode(argument: unknown): argument is Extract<HistoryNode, { kind: 'file' }> {
  return isJobNode(argument) && argument.kind === 'file'
}

/** The image that a command was called for; of a job, its first. */
export function savedFileOf(argument: unknown): SavedFile | undefined {
  if (!isJobNode(argument)) return undefined
  const file = argument.kind === 'file' ? argument.file : argument.job.files?.[0]
  return isAddress(file?.uri) ? file : undefined
}

/** The job whose record cannot be read. */
export function damagedIdOf(argument: unknown): string | undefined {
  const { entry } = (argument ?? {}) as { readonly entry?: DamagedView | null }
  return typeof entry?.id === 'string' ? entry.id : undefined
}

/** Keybindings and other extensions pass anything: only what is checked of a node is as its type says. */
function isJobNode(value: unknown): value is Extract<HistoryNode, { job: JobView }> {
  const { kind, job } = (value ?? {}) as { readonly kind?: unknown; readonly job?: unknown }
  return (kind === 'job' || kind === 'file') && typeof job === 'object' && job !== null
}

function isAddress(uri: unknown): boolean {
  return typeof uri === 'string' && /^[a-z][a-z\d+.-]*:\//i.test(uri)
}
