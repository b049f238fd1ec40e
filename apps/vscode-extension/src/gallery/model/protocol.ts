import { type Check, flag, list, maybe, oneOf, record, text } from './shape.ts'

/** What a user can do with an entry. */
export const actions = [
  'open',
  'insert',
  'edit',
  'reveal',
  'copyPath',
  'copyPrompt',
  'aside',
  'restore',
  'recover',
  'again',
] as const
export type Action = (typeof actions)[number]

/** One image, or a job that has none yet. */
export interface Entry {
  /** The extension knows what it stands for; the page passes it back. */
  readonly key: string
  /** Address of the image within the webview; absent when there is no file. */
  readonly src?: string | undefined
  /** The beginning of the prompt. */
  readonly title: string
  readonly name: string
  /** What is to know besides that it is there. */
  readonly state?: string | undefined
  readonly tone?: 'busy' | 'warning' | undefined
  /** As in the facts, for a screen reader. */
  readonly cost?: string | undefined
  /** Labels and values, for people. */
  readonly facts: (readonly [string, string])[]
  readonly actions: Action[]
}

export interface Group {
  readonly title: string
  readonly entries: Entry[]
}

/** Variants of one job, of which a user wants one or all. */
export interface Choice {
  readonly job: string
  readonly title: string
  readonly hint: string
  readonly keepAll: string
  readonly keys: string[]
}

/** Texts of the page besides those of the actions. `%1` and `%2` are numbers. */
const ownLabels = [
  'gallery',
  'filter',
  'showAll',
  'compare',
  'compareHint',
  'details',
  'empty',
  'noMatch',
  'shownCount',
  'selectedCount',
  'back',
  'choose',
  'useThis',
  'waiting',
  'zoomIn',
  'zoomOut',
  'fit',
  'broken',
] as const
export type Labels = Readonly<Record<Action | (typeof ownLabels)[number], string>>

/** All that the page shows. */
export interface Shown {
  readonly type: 'show'
  readonly labels: Labels
  readonly groups: Group[]
  readonly choices: Choice[]
  /** All workspaces, not only this one. */
  readonly isAll: boolean
}

/** From the extension to the page. */
export type ToPage =
  | Shown
  /** Show the variants of a job. */
  | { readonly type: 'go'; readonly job: string }
  /** What was done, for the status line. */
  | { readonly type: 'done'; readonly text: string }

/** From the page to the extension. */
export type ToHost =
  /** The page is there, for the first time or again, and knows nothing. */
  | { readonly type: 'ready'; readonly isAll: boolean }
  | { readonly type: 'act'; readonly action: Action; readonly key: string }
  /** Without a key: all variants. */
  | { readonly type: 'choose'; readonly job: string; readonly key?: string | undefined }
  | { readonly type: 'scope'; readonly isAll: boolean }

const key = text(200)
const line = text(2_000)
const long = text(40_000)
/** Four variants of each job that is kept, and the kept images, with room. */
const maxEntries = 10_000

function pair(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every(long)
}

const entry: Check<Entry> = record<Entry>({
  key,
  src: maybe(text(8_000)),
  title: line,
  name: line,
  state: maybe(line),
  tone: maybe(oneOf(['busy', 'warning'])),
  cost: maybe(line),
  facts: list(pair, 20),
  actions: list(oneOf(actions), actions.length),
})

const labelChecks = Object.fromEntries([...actions, ...ownLabels].map((name) => [name, line]))
const labels = record<Labels>(labelChecks as Record<keyof Labels, typeof line>)

const shown: Check<Shown> = record<Shown>({
  type: oneOf(['show']),
  labels,
  groups: list(record<Group>({ title: line, entries: list(entry, maxEntries) }), 10),
  choices: list(record<Choice>({ job: key, title: line, hint: line, keepAll: line, keys: list(key, 20) }), maxEntries),
  isAll: flag,
})

const toPage: readonly Check<ToPage>[] = [
  shown,
  record({ type: oneOf(['go']), job: key }),
  record({ type: oneOf(['done']), text: line }),
]

const toHost: readonly Check<ToHost>[] = [
  record({ type: oneOf(['ready']), isAll: flag }),
  record({ type: oneOf(['act']), action: oneOf(actions), key }),
  record({ type: oneOf(['choose']), job: key, key: maybe(key) }),
  record({ type: oneOf(['scope']), isAll: flag }),
]

/** @returns `undefined` for what isn't a message of the extension */
export function readToPage(value: unknown): ToPage | undefined {
  return toPage.some((check) => check(value)) ? (value as ToPage) : undefined
}

/** @returns `undefined` for what isn't a message of the page */
export function readToHost(value: unknown): ToHost | undefined {
  return toHost.some((check) => check(value)) ? (value as ToHost) : undefined
}
