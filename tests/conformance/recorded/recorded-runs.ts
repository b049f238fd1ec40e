import { readFileSync } from 'node:fs'

/** A submission of a recorded run, as it was sent. */
export interface RecordedRequest {
  readonly action: 'generate' | 'edit'
  readonly prompt: string
  readonly model: string
  readonly size?: string
  readonly count?: number
  readonly image_url?: string
}

/** The answer to a recorded submission, or the body of a recorded callback. */
export interface RecordedAnswer {
  readonly success: boolean
  readonly task_id?: string
  readonly trace_id?: string
  readonly cost?: { readonly amount: number; readonly currency: string }
  readonly data: readonly Readonly<Record<string, unknown> & { image_url: string }>[]
}

export interface RecordedRun {
  readonly edition: 'readme' | 'current'
  readonly at: string
  readonly request?: RecordedRequest
  readonly response?: RecordedAnswer
  readonly callback?: RecordedAnswer
  /** Credits. */
  readonly billed?: number
  readonly image?: { readonly type: string; readonly width: number; readonly height: number }
}

interface RecordedFile {
  readonly runs: readonly RecordedRun[]
  /** What the guide of the current edition lists: sizes by model (`ratio`: any of the ratios), and models that edit. */
  readonly currentGuide: {
    readonly sizes: Readonly<Record<string, readonly string[]>>
    readonly ratios: readonly string[]
    readonly edit: readonly string[]
  }
}

const text = readFileSync(new URL('recorded-runs.json', import.meta.url), 'utf8')
const file = JSON.parse(text) as RecordedFile

export const recordedRuns: RecordedFile['runs'] = file.runs
export const currentGuide: RecordedFile['currentGuide'] = file.currentGuide

export type RecordedSubmission = RecordedRun & Required<Pick<RecordedRun, 'request' | 'response'>>

export const recordedSubmissions: readonly RecordedSubmission[] = recordedRuns.filter(
  (run): run is RecordedSubmission => run.request !== undefined && run.response !== undefined,
)

/** Every pair of model and size that the current guide documents. */
export function guideSizes(): (readonly [model: string, size: string])[] {
  return Object.entries(currentGuide.sizes).flatMap(([model, sizes]) =>
    sizes
      .flatMap((size) => (size === 'ratio' ? currentGuide.ratios : [size]))
      .map((size): readonly [string, string] => [model, size]),
  )
}
