import { access, constants, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Cli } from '../../cli.ts'
import { probeFolder } from '../../jobs/job-store.ts'
import { openJournal, saveSettings } from '../job-session.ts'
import type { Finding } from './finding.ts'

/** Can the journal and the pictures be written? */
export async function checkFolders(cli: Cli): Promise<Finding[]> {
  return [await checkJournalFolder(openJournal(cli).store.folder), await checkOutput(saveSettings(cli, {}).directory)]
}

async function checkJournalFolder(folder: string): Promise<Finding> {
  try {
    await probeFolder(folder)
    return { name: 'journal', level: 'ok', message: `${folder} can be written` }
  } catch (error) {
    return {
      name: 'journal',
      level: 'fail',
      message: `${folder} cannot be written (${(error as NodeJS.ErrnoException).code})`,
      advice:
        'Submissions are written down first, so nothing can be submitted. Correct its owner, or set FLUXKIT_DATA_DIR.',
    }
  }
}

/** The folder is made with the first picture; until then the nearest one above it counts. */
async function checkOutput(folder: string): Promise<Finding> {
  const existing = await nearestExisting(folder)
  const isWritable = await access(existing, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (isWritable) return { name: 'pictures', level: 'ok', message: `go to ${folder}` }
  return {
    name: 'pictures',
    level: 'fail',
    message: `${existing} cannot be written`,
    advice: 'Use --out, or set FLUXKIT_OUT.',
  }
}

async function nearestExisting(folder: string): Promise<string> {
  const exists = await stat(folder).then(
    () => true,
    () => false,
  )
  return exists || dirname(folder) === folder ? folder : nearestExisting(dirname(folder))
}
