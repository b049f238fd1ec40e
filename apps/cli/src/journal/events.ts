import type { SentSize } from '@fluxkit/core'
import type { Job } from '@fluxkit/jobs'
import type { Problem } from './outcome.ts'
import type { SavedImage } from './saved-images.ts'

/** What happens to a job, as people and programs hear of it. */
export type CliEvent = { readonly job: Job } & (
  | { readonly type: 'submitting' | 'searching' | 'succeeded' }
  /** `late`: the answer came after Ctrl-C. `size`: what was sent, and who chose it. */
  | { readonly type: 'submitted'; readonly late: boolean; readonly size?: SentSize | undefined }
  | {
      readonly type: 'running'
      readonly state: 'queued' | 'running'
      readonly elapsedMs: number
      readonly expectedMs: number
    }
  /** A poll, a search or a download failed; it is tried again. */
  | { readonly type: 'trouble'; readonly error: unknown }
  | { readonly type: 'saved'; readonly image: SavedImage; readonly bytes: Uint8Array<ArrayBuffer> | undefined }
  /** The job's progress could not be saved; the work continues. */
  | { readonly type: 'journal-failed'; readonly error: unknown }
  /** Its images were saved earlier. */
  | { readonly type: 'already-saved' }
  | { readonly type: 'failed'; readonly problem: Problem }
)
