import { isDamaged, isOwed } from '@fluxkit/jobs'
import type { Localized } from '../../language/translator.ts'
import type { Cli } from '../../cli.ts'
import { openJournal } from '../../journal/open-journal.ts'
import { fileErrorCode } from '../../settings/file-error.ts'
import type { Finding } from './finding.ts'

/** Is there a paid image that isn't saved? */
export async function checkJournal(cli: Cli): Promise<Finding> {
  const name = 'owed'
  try {
    await using journal = openJournal(cli)
    const entries = await journal.list()
    const damaged = entries.filter((entry) => isDamaged(entry)).length
    const owed = entries.filter((entry) => isOwed(entry)).length
    const advice: Localized = ({ t }) => t('doctor.owedAdvice', { command: `${cli.launcher} wait` })
    if (damaged > 0) {
      return { name, level: 'warn', message: ({ t }) => t('doctor.damaged', { count: damaged }), advice }
    }
    if (owed === 0) return { name, level: 'ok', message: ({ t }) => t('doctor.nothingOwed') }
    return { name, level: 'warn', message: ({ t }) => t('doctor.owed', { count: owed }), advice }
  } catch (error) {
    return { name, level: 'fail', message: ({ t }) => t('doctor.journalUnreadable', { code: fileErrorCode(error) }) }
  }
}
