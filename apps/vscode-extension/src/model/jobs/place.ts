import type { Trace } from '../insert/trace.ts'

/** Where the images go: a folder's URI and a name without extension, or one exact path that a placeholder names. */
export interface Target {
  readonly folder: string
  readonly stem: string
}

/** Where a link goes once the file exists; what the place looked like finds it again after a reload. */
export interface Insertion extends Trace {
  /** Absent in records of earlier versions. */
  readonly id?: string
  readonly document: string
  /** The notebook that the document is a cell of: its cells have other addresses in the next start. */
  readonly notebook?: string
  /**
   * `link`: a new link at the place; `line`: one in a separate paragraph below it; `path`: the place holds a path that
   * is replaced when the file's name differs.
   */
  readonly kind: 'link' | 'line' | 'path'
}

/** What only this extension understands of a job's record: `place` of a job of `@fluxkit/jobs`. */
export interface Place {
  readonly target: Target
  readonly insertion?: Insertion
  /** URI of the local image, or the link, that an edit starts from. */
  readonly source?: string
  /** The workspace that asked, see `WindowFacts`. Absent in records of earlier versions. */
  readonly workspace?: string
  /**
   * The time of the end that was reported to a user, with its link inserted where one was wanted; `false` before that, and
   * `begun` while a window is at it. Earlier versions wrote `true`.
   */
  readonly reported?: boolean | number | 'begun'
  /** When a question about the job was last shown. */
  readonly questionedAtMs?: number
}

/** Is the place of a record one that this version understands? */
export function isPlace(place: unknown): place is Place {
  const { target } = (place ?? {}) as { readonly target?: Partial<Target> | null }
  return typeof target?.folder === 'string' && typeof target.stem === 'string'
}

/** The app's name in records, which lie in a folder that all apps of a machine share. */
export const appName = 'vscode'
