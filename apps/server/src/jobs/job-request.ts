import type { LooseFluxRequest } from '@fluxkit/core'
import type { Workspace } from '../files/output-folder.ts'
import type { Failure } from './failure.ts'
import type { InputImage } from './inputs.ts'
import type { ServerPlace } from './place.ts'
import type { JobReport } from './report.ts'
import type { Localized } from '../language/translator.ts'

/** A request for one image job. */
export interface JobRequest {
  /** See `jobKey`: the same key never makes two jobs. */
  readonly key: string
  readonly request: LooseFluxRequest
  /** The local image of an edit, instead of `request.imageUrl`. */
  readonly input?: InputImage | undefined
  readonly via: ServerPlace['via']
  readonly variant: number
  /** File name without extension, instead of one from the prompt. */
  readonly name?: string | undefined
  readonly fingerprint?: string | undefined
  readonly workspace: Workspace
}

/** What a user can be asked at the client. */
export type Question = 'publish' | 'session' | 'unpriced'

/** What the user of the client has answered to this very call, and whether there is somebody to ask. */
export interface Answers {
  readonly canElicit: boolean
  readonly given: Readonly<Partial<Record<Question, 'accept' | 'decline'>>>
}

/** The result of a request for now. */
export type Produced =
  | { readonly kind: 'job'; readonly report: JobReport }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'ask'; readonly question: Question; readonly message: Localized }
