import type { Cli } from '../../cli.ts'
import { isPending } from '../../jobs/job.ts'
import { openJournal } from '../job-session.ts'
import type { Finding } from './finding.ts'

/** Is there something paid for that nobody has collected? */
export async function checkJournal(cli: Cli): Promise<Finding> {
  const name = 'pending'
  try {
    const { jobs, unreadable } = await openJournal(cli).store.list()
    const pending = jobs.filter((job) => isPending(job)).length
    if (unreadable > 0) return { name, level: 'warn', message: `${unreadable} entries of the journal cannot be read` }
    if (pending === 0) return { name, level: 'ok', message: 'nothing is left to collect' }
    return { name, level: 'warn', message: `${pending} left to collect`, advice: `Run \`${cli.launcher} wait\`.` }
  } catch (error) {
    return { name, level: 'fail', message: `the journal cannot be read (${(error as NodeJS.ErrnoException).code})` }
  }
}
