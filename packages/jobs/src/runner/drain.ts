import type { Clock } from '@fluxkit/core'
import type { Job } from '../job/job.ts'
import { timeLeft } from './time-left.ts'
import type { Watch } from './watch.ts'
import { within } from './within.ts'
import type { Worker } from './worker.ts'

/** The last tries to write what is known get this long, however late it is. */
const lastTryMs = 100

/** Stops all work and lets go of every job, within a limit: see `Runner`. */
export async function drain<P>(
  clock: Clock,
  worker: Worker<P>,
  watch: Watch,
  limitMs: number,
): Promise<readonly Job<P>[]> {
  const { active } = worker
  const leftMs = timeLeft(clock, limitMs)
  const stopped = watch.stop()
  worker.stop()
  // Jobs that were created and never started here.
  const idle = [...active.jobs.values()].filter((job) => worker.isIdle(job))
  const letGo = Promise.all(idle.map((job) => worker.letGo(job)))
  await within(clock, Promise.all([stopped, letGo, active.idle()]), limitMs)
  if (active.jobs.size > 0) {
    worker.giveUp()
    await within(clock, active.idle(), Math.max(lastTryMs, leftMs()))
  }
  return [...active.jobs.values()].map(({ writer }) => writer.job)
}
