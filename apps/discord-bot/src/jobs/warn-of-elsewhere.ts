import { isDamaged } from '@fluxkit/jobs'
import type { JobTools } from './job-tools.ts'

/** Those that the service may still be working on, or that may still be submitted. */
const open = ['created', 'stale', 'submitting', 'unknown', 'submitted', 'missing', 'ready'] as const

/** Reports jobs that nobody works on, because the address of the service was changed. */
export async function warnOfElsewhere({ store, log }: Pick<JobTools, 'store' | 'log'>, address: string): Promise<void> {
  const jobs = new Map<string, number>()
  for await (const entry of store.durable.list({ states: open })) {
    if (isDamaged(entry) || entry.job.service === address) continue
    jobs.set(entry.job.service, (jobs.get(entry.job.service) ?? 0) + 1)
  }
  for (const [elsewhere, count] of jobs) {
    log.error(
      { jobs: count, address: elsewhere },
      'Jobs were submitted to another address of the service than ACEDATACLOUD_API_BASE_URL names now, and are left alone: the token is not sent there. Start the bot with that address until they have ended.',
    )
  }
}
