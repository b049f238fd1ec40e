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
      ok: (folder) => `${folder} can be written`,
      advice:
        'Submissions are written down first, so nothing can be submitted. Correct its owner, or set FLUXKIT_DATA_DIR.',
    }),
    await checkFolder('images', savingOptions(cli, {}).directory, {
      ok: (folder) => `go to ${folder}`,
      advice: 'Use --out, or set FLUXKIT_OUT.',
    }),
  ]
}

async function checkFolder(
  name: string,
  folder: string,
  { ok, advice }: { readonly ok: (folder: string) => string; readonly advice: string },
): Promise<Finding> {
  try {
    await probeFolder(folder)
    return { name, level: 'ok', message: ok(folder) }
  } catch (error) {
    const code = fileErrorCode(isProgramError(error) ? error.cause : error)
    return { name, level: 'fail', message: `${folder} cannot be written (${code})`, advice }
  }
}
