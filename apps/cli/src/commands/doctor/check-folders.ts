import type { Localized } from '../../language/translator.ts'
import type { Cli } from '../../cli.ts'
import { openJournal } from '../../journal/open-journal.ts'
import { savingOptions } from '../../journal/place.ts'
import { probeFolder } from '../../journal/probe-folder.ts'
import { isProgramError } from '../../errors/program-error.ts'
import { fileErrorCode } from '../../settings/file-error.ts'
import type { Finding } from './finding.ts'

/** Can the journal and the images be written? */
export async function checkFolders(cli: Cli): Promise<Finding[]> {
  return [
    await checkFolder('journal', openJournal(cli).folder, {
      ok:
        (folder) =>
        ({ t }) =>
          t('doctor.journal', { folder }),
      advice: ({ t }) => t('doctor.journalAdvice'),
    }),
    await checkFolder('images', savingOptions(cli, {}).directory, {
      ok:
        (folder) =>
        ({ t }) =>
          t('doctor.images', { folder }),
      advice: ({ t }) => t('doctor.imagesAdvice'),
    }),
  ]
}

async function checkFolder(
  name: Finding['name'],
  folder: string,
  { ok, advice }: { readonly ok: (folder: string) => Localized; readonly advice: Localized },
): Promise<Finding> {
  try {
    await probeFolder(folder)
    return { name, level: 'ok', message: ok(folder) }
  } catch (error) {
    const code = fileErrorCode(isProgramError(error) ? error.cause : error)
    return { name, level: 'fail', message: ({ t }) => t('doctor.folder', { folder, code }), advice }
  }
}
