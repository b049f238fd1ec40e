import { settleProcess } from '../../../tooling/time/index.ts'

// Taken now: a bot under test has the process's timers replaced.
const realImmediate = setImmediate

/** For a test clock: time stands still while statements run. */
export interface Settling {
  /** Each statement that begins is 1, each that ends -1. */
  readonly onUse: (change: 1 | -1) => void
  /** Resolves when no statement runs and the process has nothing left to do at once. */
  readonly settle: () => Promise<void>
}

export function createSettling(): Settling {
  let uses = 0
  return {
    onUse: (change) => void (uses += change),
    async settle() {
      do {
        while (uses > 0) await new Promise<void>((resolve) => realImmediate(resolve))
        await settleProcess()
      } while (uses > 0)
    },
  }
}
