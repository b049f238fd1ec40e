import type { Job } from './job.ts'

/** Tasks of a sandbox cost nothing and end with the program that made them. */
export function isSandbox({ service }: Pick<Job, 'service'>): boolean {
  return service === 'sandbox' || service.startsWith('sandbox:')
}
