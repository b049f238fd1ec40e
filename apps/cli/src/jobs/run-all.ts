/**
 * Runs tasks in order, at most `concurrency` at a time, until all are done or `isOver` says that starting another is of
 * no use. @returns the results in the order of the tasks; `undefined` for those that were not started
 */
export async function runAll<T>(
  tasks: readonly (() => Promise<T>)[],
  concurrency: number,
  isOver: (result: T | undefined) => boolean,
): Promise<(T | undefined)[]> {
  const results: (T | undefined)[] = Array.from({ length: tasks.length })
  let next = 0
  let isStopped = isOver(undefined)
  const worker = async (): Promise<void> => {
    while (!isStopped && next < tasks.length) {
      const index = next++
      const result = await tasks[index]?.()
      results[index] = result
      isStopped ||= isOver(result)
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, tasks.length) }, worker))
  return results
}
