import type { Clock } from '@fluxkit/core/node'

/** Does something from time to time, the first time after one pause. @returns a function that ends it */
export function repeat(clock: Pick<Clock, 'setTimer'>, pauseMs: number, work: () => void): () => void {
  let cancel = (): void => undefined
  const next = (): void => {
    cancel = clock.setTimer(() => {
      next()
      work()
    }, pauseMs)
  }
  next()
  return () => cancel()
}
