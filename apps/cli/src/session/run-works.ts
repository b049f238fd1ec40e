import type { Runner } from '@fluxkit/jobs'
import pLimit from 'p-limit'
import { exitCodes } from '../errors/exit-codes.ts'
import type { Outcome, Problem } from '../journal/outcome.ts'

/** How long to wait after Ctrl-C for the response to a running submission: a task without an id is hard to recover. */
const lateAnswerMs = 3_000

export type Work = () => Promise<Outcome>

interface Options {
  readonly concurrency: number
  /** Aborted by Ctrl-C. */
  readonly stop: AbortSignal
  readonly runner: Pick<Runner<unknown>, 'drain'>
}

/**
 * Runs tasks, `concurrency` at a time, until all are done or the program is stopped. Starts nothing more after
 * a stop, or after a failure that would affect all others too (token, balance). @returns the finished ones
 */
export async function runWorks(
  works: readonly Work[],
  { concurrency, stop, runner }: Options,
): Promise<readonly Outcome[]> {
  const finished: Outcome[] = []
  const limit = pLimit(concurrency)
  const step = async (work: Work): Promise<void> => {
    if (!stop.aborted && !finished.some(({ problem }) => concernsAll(problem))) finished.push(await work())
  }
  await Promise.race([Promise.all(works.map((work) => limit(() => step(work)))), stopped(stop, runner)])
  return finished
}

/** Resolves after Ctrl-C, once running submissions have had a moment to get their responses. */
async function stopped(stop: AbortSignal, runner: Options['runner']): Promise<void> {
  if (!stop.aborted)
    await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }))
  await runner.drain(lateAnswerMs)
}

/** Every other request would get the same response. */
function concernsAll(problem: Problem | undefined): boolean {
  return problem?.exitCode === exitCodes.authentication || problem?.exitCode === exitCodes.balance
}
