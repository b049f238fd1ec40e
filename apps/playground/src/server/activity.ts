import type { BotState } from './bot-process.ts'
import type { LogLine } from './log-line.ts'
import type { DiscordUpdate } from './sandbox.ts'

/** One line of what happens underneath. */
export type ActivityEntry = (DiscordUpdate | ({ readonly kind: 'log' } & LogLine)) & { readonly atMs: number }

/** The present state of what is underneath. */
export interface ActivityStatus {
  readonly bot: BotState
  readonly pid: number | null
  readonly validator: string
  readonly validated: number
  readonly problems: number
  readonly submitted: number
  readonly chargedCredits: number
}

export interface Activity {
  readonly latest: readonly ActivityEntry[]
  add(entry: ActivityEntry): void
  /** @returns a function that ends the subscription */
  subscribe(listener: (entry: ActivityEntry) => void): () => void
}

const keptEntries = 200

/** The latest entries, for pages that come later, and everything new for those that listen. */
export function createActivity(): Activity {
  const latest: ActivityEntry[] = []
  const listeners = new Set<(entry: ActivityEntry) => void>()
  return {
    latest,
    add(entry) {
      latest.push(entry)
      if (latest.length > keptEntries) latest.shift()
      for (const listener of listeners) listener(entry)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
