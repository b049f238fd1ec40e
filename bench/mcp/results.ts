import type { Installed } from './install.ts'
import type { ImageRow, StartRow } from './measure.ts'

export interface ServerRow extends Installed, StartRow {
  readonly title: string
}

/** What one run found; the tables and the guide are made from it. */
export interface Results {
  /** ISO 8601, only the day. */
  readonly date: string
  readonly node: string
  readonly cores: number
  /** Processes that wanted to run in the minute before. */
  readonly loadBefore: number
  readonly rounds: number
  /** Ours first. */
  readonly servers: readonly ServerRow[]
  readonly images: ImageRow
}
