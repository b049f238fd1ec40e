import type { JobSpec } from './job.ts'
import type { Counts } from './jobs.ts'

/** What the parent may ask of the server; one at a time. */
export type Command =
  | { readonly kind: 'counts' | 'reset' }
  | { readonly kind: 'open-later'; readonly delayMs: number }
  | { readonly kind: 'add-job'; readonly spec: JobSpec }

export type Reply =
  | { readonly kind: 'done' }
  | { readonly kind: 'port'; readonly port: number }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'counts'; readonly counts: Counts }
