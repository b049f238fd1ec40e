import { collectPictures } from './collect-pictures.ts'
import type { JobTools } from './job-tools.ts'

/** Links "are not promised to last": one that has not led to the picture for so long will not do so any more. */
const fetchAgainForMs = 7 * 86_400_000

/** Pictures that could not be fetched when they were done are fetched as soon as that works, for `/flux show`. */
export async function fetchAgain(tools: JobTools): Promise<void> {
  const since = Math.round(tools.clock.now()) - fetchAgainForMs
  // One after the other: nobody waits, and each holds its pictures in memory.
  for (const job of await tools.store.jobs.unfetched(since)) await collectPictures(tools, job)
}
