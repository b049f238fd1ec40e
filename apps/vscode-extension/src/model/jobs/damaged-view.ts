import type { JobView } from './job-view.ts'

/** A record that cannot be read: an image may be owed. */
export interface DamagedView {
  readonly damaged: string
  readonly id?: string
}

export function isDamagedView(entry: JobView | DamagedView): entry is DamagedView {
  return 'damaged' in entry
}

export function isJobView(entry: JobView | DamagedView): entry is JobView {
  return !isDamagedView(entry)
}
