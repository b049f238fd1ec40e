import type { ToHost } from '../model/protocol.ts'

/** What the page shows, as the user left it: a hidden page is gone, and begins with this when it is shown again. */
export interface PageState {
  readonly filter: string
  readonly isAll: boolean
  /** Key of the entry that has the focus. */
  readonly current?: string | undefined
  readonly selected: readonly string[]
  /** The selected images side by side. */
  readonly isComparing: boolean
  /** Job whose variants are shown. */
  readonly choice?: string | undefined
  readonly zoom: number
  /** What the user was in; absent while they are outside of the page. */
  readonly focus?: 'filter' | 'images' | undefined
  /** How far the images are scrolled, in pixels. */
  readonly scrollTop: number
}

interface EditorApi {
  postMessage(message: unknown): void
  getState(): unknown
  setState(state: unknown): void
}

declare function acquireVsCodeApi(): EditorApi

const initial: PageState = { filter: '', isAll: false, selected: [], isComparing: false, zoom: 0, scrollTop: 0 }

/** The editor around the page. */
export interface Host {
  readonly state: PageState
  /** Is it the first page of its panel? */
  readonly isFirst: boolean
  /** Remembers a change of the state. */
  change(part: Partial<PageState>): void
  post(message: ToHost): void
}

/** Can be called once. */
export function connectHost(): Host {
  const editor = acquireVsCodeApi()
  const before = editor.getState() as Partial<PageState> | undefined
  let state: PageState = { ...initial, ...before }
  return {
    isFirst: before === undefined,
    get state() {
      return state
    },
    change(part) {
      state = { ...state, ...part }
      editor.setState(state)
    },
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- The editor’s API has no such argument.
    post: (message) => editor.postMessage(message),
  }
}
