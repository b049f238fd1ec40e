import type { JobView } from './job-view.ts'

/** What a window has open. */
export interface WindowFacts {
  /** URI of its workspace file, or of its folder; empty without a folder. Records name workspaces by it. */
  readonly workspace: string
  /** URIs of its folders. */
  readonly folders: readonly string[]
}

type Owned = Pick<JobView, 'workspace' | 'target' | 'insertion'>

/** Did this workspace ask for the job? Only its windows edit documents, ask and report. */
export function isOwnJob({ workspace, target, insertion }: Owned, window: WindowFacts): boolean {
  if (workspace === window.workspace) return true
  const name = nameOf(workspace)
  if (name === undefined) return isWithin(insertion?.document ?? target.folder, window.folders)
  // Another folder was opened beside it since.
  return window.folders.includes(name)
}

/** Records of earlier versions have no name, and a window without one gets it when a folder is opened, or its folders are saved. */
function nameOf(workspace: string | undefined): string | undefined {
  return workspace === '' || workspace?.startsWith('untitled:') ? undefined : workspace
}

/** Does the job belong in the history of this window? A folder may be opened on its own and as a part of a workspace. */
export function isShownIn(job: Owned, window: WindowFacts): boolean {
  return isOwnJob(job, window) || isWithin(job.target.folder, window.folders)
}

function isWithin(uri: string, folders: readonly string[]): boolean {
  return folders.some((folder) => uri === folder || uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`))
}

/** The name of a job's workspace for people. */
export function workspaceName({ workspace, target }: Owned): string {
  const uri = nameOf(workspace) ?? target.folder
  const name = uri.slice(uri.lastIndexOf('/') + 1).replace(/\.code-workspace$/, '')
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
