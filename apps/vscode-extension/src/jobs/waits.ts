/** Who waits for which job, and can be made to stop waiting. */
export interface Waits<T> {
  has(id: string): boolean
  isStopped(id: string): boolean
  /** Resolves with the result of the work, or with what a stop has led to. */
  wait(id: string, work: () => Promise<T>): Promise<T>
  /**
   * @param act Resolves with `undefined` when only the work knows its outcome.
   * @returns false when nobody waits for the job
   */
  stop(id: string, act: () => Promise<T | undefined>): boolean
}

interface Wait<T> {
  /** What the stop has led to. */
  result?: Promise<T | undefined>
  end: (result: Promise<T | undefined>) => void
}

export function createWaits<T>(): Waits<T> {
  const waits = new Map<string, Wait<T>>()
  return {
    has: (id) => waits.has(id),
    isStopped: (id) => waits.get(id)?.result !== undefined,
    async wait(id, work) {
      const wait: Wait<T> = { end: () => undefined }
      const stopped = new Promise<T | undefined>((resolve) => (wait.end = resolve))
      waits.set(id, wait)
      try {
        const working = work()
        const first = await Promise.race([working, stopped])
        // A stop ends the work, perhaps before its own result is known.
        return (await wait.result) ?? first ?? (await working)
      } finally {
        if (waits.get(id) === wait) waits.delete(id)
      }
    },
    stop(id, act) {
      const wait = waits.get(id)
      if (!wait) return false
      if (!wait.result) wait.end((wait.result = act()))
      return true
    },
  }
}
