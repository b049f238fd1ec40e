import type { Job } from './job.ts'

/** Was a job submitted with another token? Records of earlier programs don't say. */
export function isOtherAccount({ account }: Pick<Job, 'account'>, current: string): boolean {
  return account !== '' && account !== current
}
