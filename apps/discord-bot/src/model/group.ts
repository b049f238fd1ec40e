import { endStates, type Job, type JobGroup } from './job.ts'
import { isStillTrue } from './notice.ts'

/**
 * The id of a job of a comparison follows from the interaction that requested it, so that the same comparison can't be made
 * twice, and its jobs are found without a search. Discord's ids have 19 digits until 2090, and the place for one has 20.
 */
export function memberId(groupId: string, at: number): string {
  return at === 0 ? groupId : `${groupId}${at}`
}

/** The jobs of a comparison in the order of their models; those whose record is gone or damaged are left out. */
export async function jobsOfGroup(
  jobs: { get(id: string): Promise<Job | undefined> },
  { id, of }: JobGroup,
): Promise<readonly Job[]> {
  const found = await Promise.all(Array.from({ length: of }, (_, at) => jobs.get(memberId(id, at))))
  return found.filter((job) => job !== undefined)
}

/** Has each of them ended, or been found to take long? */
export function isGroupDone(jobs: readonly Pick<Job, 'state' | 'notice'>[]): boolean {
  return jobs.every(
    ({ state, notice }) =>
      endStates.has(state) || (notice !== undefined && notice !== 'confirm' && isStillTrue(notice, state)),
  )
}
