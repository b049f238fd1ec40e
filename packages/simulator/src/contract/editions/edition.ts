import type { ImageNaming } from './image-names.ts'
import type { SizeRule } from './size-rule.ts'

/** `readme`: the vendor's README of March 2026. `current`: its guide of October 2026. `any`: what either accepts. */
export const editionNames = ['readme', 'current', 'any'] as const
export type EditionName = (typeof editionNames)[number]

export type Action = 'generate' | 'edit'

/** What one edition says of one model. */
export interface ModelRules {
  readonly actions: readonly Action[]
  /** Sizes it accepts: any of these. */
  readonly sizes: readonly SizeRule[]
}

/** How an edition takes submissions. */
export interface SubmissionRules {
  readonly models: Readonly<Record<string, ModelRules>>
  /** Models of an action when the request names none; an action without one requires the field. */
  readonly defaultModels: Readonly<Partial<Record<Action, string>>>
  readonly isSizeRequired: boolean
  /** Highest `count` of an edit; 0 when the field itself is refused. */
  readonly maxEditCount: number
}

/** How an edition answers `POST /flux/tasks`. */
export interface TaskRules {
  readonly defaultAction: 'retrieve' | undefined
  /** `empty-object`: 200 with `{}`. */
  readonly unknownId: 'not-found' | 'empty-object'
  readonly acceptsEmptyIds: boolean
  /** Whether a batch may name an account, a time window or both instead of ids. */
  readonly listing: 'none' | 'by-account' | 'by-account-or-window'
  /** Items of a batch by ids when the request has no `limit`. */
  readonly idsLimit: number
}

/** What an edition puts into its answers. */
export interface AnswerRules {
  /** Elements of `data`: everything about the image, or only its link. */
  readonly data: 'everything' | 'link'
  readonly hasCost: boolean
  readonly hasTaskType: boolean
  readonly hasDatabaseId: boolean
  /** Whether an acceptance always carries a trace id. */
  readonly isTraceCertain: boolean
  readonly imagePath: '/sandbox-images/' | '/flux/'
  readonly nameImage: ImageNaming
  /** Models whose images are JPEG; all others are PNG. */
  readonly jpegModels: readonly string[]
}

/** One edition of the service's contract. The routes read it; they never ask for its name. */
export interface Edition {
  readonly name: EditionName
  readonly submissions: SubmissionRules
  readonly tasks: TaskRules
  readonly answers: AnswerRules
}
