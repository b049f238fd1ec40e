import type { Clock } from '@fluxkit/core/node'
import type { Store } from '../store/store.ts'
import { withFailpoints } from './failpoints.ts'
import { createSuspendableClock } from './suspendable-clock.ts'

/** What a bot needs to die in the middle of its work without the process of the test. */
export interface MortalParts {
  readonly clock: Clock
  watch(store: Store): Store
  readonly isDead: boolean
  /** Lets what hangs fail, so that the rest of it can be stopped. */
  bury(): void
}

/**
 * @param failpoint where it dies; undefined: never. From then on its store does not answer, and its timers do not fire.
 * @param onDeath ends what reaches it from outside
 */
export function createMortalParts(clock: Clock, failpoint: string | undefined, onDeath: () => void): MortalParts {
  const own = createSuspendableClock(clock)
  let isDead = false
  let failAll = (): void => undefined
  const never = new Promise<never>((_, reject) => {
    failAll = () => reject(new Error('This process is dead.'))
  })
  never.catch(() => undefined)

  function pass(point: string): Promise<void> | void {
    if (!isDead && point === failpoint) {
      isDead = true
      own.suspend()
      onDeath()
    }
    if (isDead) return never
  }

  return {
    clock: own,
    watch: (store) => (failpoint === undefined ? store : withFailpoints(store, pass)),
    get isDead() {
      return isDead
    },
    bury() {
      failAll()
      own.resume()
    },
  }
}
