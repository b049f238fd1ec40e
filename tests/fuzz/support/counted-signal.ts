/** A signal of a caller that lives long: what is left on it afterwards is a leak. */
export interface CountedSignal {
  readonly signal: AbortSignal
  /** Listeners that are on it now. */
  readonly listeners: number
  abort(): void
}

export function createCountedSignal(): CountedSignal {
  const controller = new AbortController()
  const { signal } = controller
  const listeners = new Set<unknown>()
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (type: string, listener: never, options?: AddEventListenerOptions | boolean): void => {
    listeners.add(listener)
    add(type, listener, options)
  }
  signal.removeEventListener = (type: string, listener: never): void => {
    listeners.delete(listener)
    remove(type, listener)
  }
  return {
    signal,
    get listeners() {
      // All are added with `once`: an abort has taken them off.
      return signal.aborted ? 0 : listeners.size
    },
    abort: () => controller.abort(new Error('The caller had enough.')),
  }
}
