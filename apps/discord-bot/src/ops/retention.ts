import { setImmediate } from 'node:timers/promises'
import { recheckForMs } from '@fluxkit/jobs'
import type { Job } from '../model/job.ts'
import { StorageAway } from '../images/storage/object-storage.ts'
import { youngImageMs } from '../images/image-store.ts'
import { erasePerson } from '../jobs/erase-person.ts'
import type { JobRunner } from '../jobs/job-runner.ts'
import type { JobTools } from '../jobs/job-tools.ts'

const dayMs = 86_400_000
const promptsInTurn = 200

/** Forgets what is older than it may be: jobs by each server's retention, drafts by a day, duties that have ended, images that nobody names. */
export async function sweep(
  { store, images, clock, config, log }: JobTools,
  { forget }: Pick<JobRunner, 'forget'>,
): Promise<void> {
  const nowMs = Math.round(clock.now())
  // What a process has left half-way, or still ran. While another one is at it, both find nothing that they may not delete.
  for (const erasure of await store.erasures.pending()) {
    await erasePerson({ store, images, clock, log, runner: { forget } }, erasure, () => false)
  }
  await foldPrompts(store.jobs)
  let forgotten = 0
  for (const guildId of await store.jobs.guildKeys()) {
    const settings = await store.settings.get(guildId)
    const days = settings.retentionDays ?? config.FLUXKIT_RETENTION_DAYS
    for (const job of await store.jobs.olderThan(guildId, nowMs - days * dayMs)) {
      if (isOld(job, nowMs, days * dayMs) && (await forget(job))) forgotten++
    }
  }
  const givenUp = await store.jobs.giveUp(nowMs - recheckForMs, nowMs)
  if (givenUp > 0) log.warn({ jobs: givenUp }, 'what was searched for during 7 days counts as spent')
  await store.drafts.forgetBefore(nowMs - dayMs)
  await store.duties.forgetEnded()
  const removed = await images
    .sweep((hashes) => store.jobs.wantedImages(hashes), nowMs - youngImageMs)
    .catch((error: unknown) => {
      if (!(error instanceof StorageAway)) throw error
      log.warn({ error }, 'images are swept when their storage is back')
      return 0
    })
  if (forgotten + removed > 0) log.info({ jobs: forgotten, images: removed }, 'forgotten by age')
}

/** After an update of the program: what it wrote before is searched as what it writes now. */
async function foldPrompts(jobs: JobTools['store']['jobs']): Promise<void> {
  // Each batch stops other writes for some milliseconds only; others have their turn in between.
  while ((await jobs.foldPrompts(promptsInTurn)) === promptsInTurn) await setImmediate()
}

/** Counted from its end; what is still checked stays for as long as that may lead to an image. */
function isOld({ createdMs, finishedMs, state }: Job, nowMs: number, keptMs: number): boolean {
  const isOpen = state === 'unknown' || state === 'overdue' || state === 'ready'
  return (finishedMs ?? createdMs) < nowMs - keptMs && (!isOpen || createdMs < nowMs - recheckForMs)
}
