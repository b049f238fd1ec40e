import { isDamaged, isOwed } from '@fluxkit/jobs'
import type { Cli } from '../../cli.ts'
import { openJournal } from '../../journal/open-journal.ts'
import { fileErrorCode } from '../../settings/file-error.ts'
import type { Finding } from './finding.ts'

/** Is there something paid for that is not saved? */
export async function checkJournal(cli: Cli): Promise<Finding> {
  const name = 'owed'
  try {
    await using journal = openJournal(cli)
    const entries = await journal.list()
    const damaged = entries.filter((entry) => isDamaged(entry)).length
    const owed = entries.filter((entry) => isOwed(entry)).length
    const advice = `Run \`${cli.launcher} wait\`.`
    if (damaged > 0) return { name, level: 'warn', message: `${damaged} records of the journal cannot be read`, advice }
    if (owed === 0) return { name, level: 'ok', message: 'nothing is left to recover' }
    return { name, level: 'warn', message: `${owed} left to recover`, advice }
  } catch (error) {
    return { name, level: 'fail', message: `the journal cannot be read (${fileErrorCode(error)})` }
  }
}
