import type { Clock } from '@fluxkit/core/node'

/** A process that may die at any call: what it has done stands, what it was about to do never happens. */
export interface MortalProcess {
  readonly isAlive: boolean
  /** Watches every method of a port. */
  watch<Port extends object>(port: Port): Port
  /** Timers of a dead process do not fire. */
  clock(clock: Clock): Clock
  kill(): void
}

/**
 * @param callsLeft dies at the call after these; undefined: never
 * @param when whether that last call still has its effect
 */
export function createMortalProcess(callsLeft: number | undefined, when: 'before' | 'after'): MortalProcess {
  let alive = true
  let left = callsLeft ?? Infinity
  const never = new Promise<never>(() => undefined)

  return {
    get isAlive() {
      return alive
    },
    watch: (port) =>
      new Proxy(port, {
        get(target, name) {
          const method: unknown = Reflect.get(target, name)
          if (typeof method !== 'function') return method
          return async (...args: readonly unknown[]): Promise<unknown> => {
            if (!alive) return never
            const isLast = left-- <= 0
            if (isLast && when === 'before') alive = false
            if (!alive) return never
            const result: unknown = await Reflect.apply(method, target, args)
            if (isLast) alive = false
            return alive ? result : never
          }
        },
      }),
    clock: (clock) => ({
      now: () => clock.now(),
      setTimer: (callback, delayMs) => clock.setTimer(() => alive && callback(), delayMs),
    }),
    kill() {
      alive = false
    },
  }
}
