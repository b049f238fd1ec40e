/**
 * Runs work once at a time for each key: a second click, or a key that is pressed twice, gets the result of the first.
 */
export function createOnceAtATime<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<T>>()
  return (key, work) => {
    const result = running.get(key) ?? work().finally(() => running.delete(key))
    running.set(key, result)
    return result
  }
}
