import type * as vscode from 'vscode'
import type { Trace } from '../model/insert/trace.ts'
import { storedList } from '../platform/stored-list.ts'

export interface RememberedAnchor {
  readonly document: string
  /** The notebook that the document is a cell of. */
  readonly notebook?: string
  readonly trace: Trace
}

type Entry = readonly [id: string, place: RememberedAnchor]

/** Places that links are wanted at, as they were last: a reload continues with them. Digests only, no text. */
export interface AnchorMemory extends vscode.Disposable {
  load(): readonly Entry[]
  /** Soon, not at each key stroke. */
  save(entries: readonly Entry[]): void
}

const key = 'fluxkit.places'
const delayMs = 300
/** Jobs that are given up leave their places behind. */
const maxEntries = 100

function readEntry(entry: Entry): Entry | undefined {
  const [id, { document, trace }] = entry
  const isEntry = [id, document, trace.lineDigest].every((each) => typeof each === 'string')
  return isEntry ? entry : undefined
}

export function createAnchorMemory(state: vscode.Memento): AnchorMemory {
  let timer: NodeJS.Timeout | undefined
  let latest: readonly Entry[] = []

  function write(): void {
    timer = undefined
    void state.update(key, latest.length === 0 ? undefined : latest.slice(-maxEntries))
  }

  return {
    load: () => storedList(state, key, readEntry),
    save(entries) {
      latest = entries
      timer ??= setTimeout(write, delayMs)
    },
    dispose() {
      if (timer === undefined) return
      clearTimeout(timer)
      write()
    },
  }
}
