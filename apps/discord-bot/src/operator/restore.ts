import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { systemClock } from '@fluxkit/core/node'
import { SqliteDatabase } from '@fluxkit/jobs/node'
import { imageLocation } from '../config/image-location.ts'
import { openStorage } from '../images/open-storage.ts'
import { clearMarks } from '../images/storage/check-storage.ts'
import { raiseGeneration } from '../store/sqlite/generation.ts'
import { pause } from '../time/pause.ts'
import { type CommandHost, OperatorError, type OperatorCommand } from './command.ts'
import { checkUnused, dataFiles } from './data-files.ts'

export const restore: OperatorCommand = {
  name: 'restore',
  usage: 'restore FOLDER',
  summary: 'put a backup back, while the bot is stopped; what was there is kept beside it',
  needs: [],
  run: runRestore,
}

async function runRestore({ config, args, print, now }: CommandHost): Promise<void> {
  const [folder] = args
  if (folder === undefined) throw new OperatorError('Name the folder of the backup: restore FOLDER')
  const source = join(resolve(folder), 'fluxkit.sqlite')
  if (!existsSync(source))
    throw new OperatorError(`There is no backup in ${resolve(folder)}: it has no fluxkit.sqlite.`)
  await checkDatabase(source)
  const { database, images } = dataFiles(config)
  await mkdir(config.FLUXKIT_DATA_DIR, { recursive: true })
  if (existsSync(database)) await checkUnused(database)
  // On the disk before anything is moved away: it may be too full for it.
  await copyFile(source, `${database}.restoring`)
  if (existsSync(database)) {
    const kept = `${database}.before-restore-${Math.round(now())}`
    await rename(database, kept)
    print(`What was there is kept as ${kept}.`)
  }
  for (const suffix of ['-wal', '-shm']) await rm(`${database}${suffix}`, { force: true })
  // Before the database: with it, the next start knows that its data is older than what was done.
  raiseGeneration(database)
  await rename(`${database}.restoring`, database)
  await clearMarks(await openStorage(imageLocation(config), (ms) => pause(systemClock, ms)))
  const savedImages = join(resolve(folder), 'images')
  if (existsSync(savedImages) && images === undefined)
    print(`Images of the backup aren’t in the bucket yet: npm run bot -- use-images ${savedImages}`)
  else if (images !== undefined && existsSync(savedImages))
    await cp(savedImages, images, { recursive: true, force: false })
  print('Restored. At its next start the bot asks before it submits what was waiting in the backup.')
}

async function checkDatabase(path: string): Promise<void> {
  let db: SqliteDatabase | undefined
  try {
    db = await SqliteDatabase.open(path)
    const answer = db.get('PRAGMA quick_check')
    if (answer?.['quick_check'] !== 'ok') throw new Error('it is damaged')
  } catch (error) {
    throw new OperatorError(`The backup ${path} can’t be used: ${(error as Error).message}.`)
  } finally {
    db?.close()
  }
}
