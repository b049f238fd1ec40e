import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { SqliteDatabase } from '@fluxkit/jobs/node'
import { type CommandHost, OperatorError, type OperatorCommand } from './command.ts'
import { copyFiles } from './copy-files.ts'
import { checkThere, dataFiles } from './data-files.ts'

export const backup: OperatorCommand = {
  name: 'backup',
  usage: 'backup [FOLDER]',
  summary: 'copy database and images, also while the bot runs; default: backups/<time>',
  needs: [],
  run: runBackup,
}

async function runBackup({ config, args, print, now }: CommandHost): Promise<void> {
  const { database, images } = dataFiles(config)
  checkThere(database)
  const target = resolve(args[0] ?? join('backups', timeName(now())))
  if (existsSync(target)) throw new OperatorError(`${target} exists already. Name a new folder.`)
  // Complete under its name, or not there.
  const unfinished = `${target}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })
  const db = await SqliteDatabase.open(database)
  try {
    // A snapshot of the database, whatever the bot writes meanwhile. Later images may be copied without being in it.
    db.run('VACUUM INTO ?', join(unfinished, 'fluxkit.sqlite'))
  } finally {
    db.close()
  }
  if (images !== undefined && existsSync(images)) await copyFiles(images, join(unfinished, 'images'))
  await rename(unfinished, target)
  if (images === undefined)
    print(`Images are in ${config.FLUXKIT_IMAGES} and stay there; this copies the database only.`)
  print(`Saved to ${target}. Bring it back with: npm run bot -- restore ${target}`)
}

/** Valid in file names on every system. */
function timeName(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '-')
}
