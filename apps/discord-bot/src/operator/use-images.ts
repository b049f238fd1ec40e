import { systemClock } from '@fluxkit/core/node'
import { imageLocation } from '../config/image-location.ts'
import { readBucket } from '../config/bucket.ts'
import { openStorage } from '../images/open-storage.ts'
import { adoptStorage, leaveStorage } from '../images/storage/check-storage.ts'
import { copyImages } from '../images/storage/copy-images.ts'
import { openStore } from '../open-store.ts'
import { createLog } from '../ops/log.ts'
import { pause } from '../time/pause.ts'
import { type CommandHost, OperatorError, type OperatorCommand } from './command.ts'
import { checkThere, dataFiles } from './data-files.ts'

export const useImages: OperatorCommand = {
  name: 'use-images',
  usage: 'use-images [FROM]',
  summary: 'keep images where FLUXKIT_IMAGES says from now on; copies those in FROM, a folder or s3://bucket/prefix',
  needs: [],
  run: runUseImages,
}

async function runUseImages({ config, args, print }: CommandHost): Promise<void> {
  const [from] = args
  if (from?.includes('://') && !readBucket(from))
    throw new OperatorError(`${from} isn’t a bucket. Write s3://bucket/prefix, or the path of a folder.`)
  if (from !== undefined && readBucket(from) && config.FLUXKIT_S3_ACCESS_KEY_ID === undefined)
    throw new OperatorError(`Set FLUXKIT_S3_ACCESS_KEY_ID and FLUXKIT_S3_SECRET_ACCESS_KEY to read ${from}.`)
  if (config.DATABASE_URL === undefined) checkThere(dataFiles(config).database)
  const open = (place: ReturnType<typeof imageLocation>): ReturnType<typeof openStorage> =>
    openStorage(place, (ms) => pause(systemClock, ms))
  const target = await open(imageLocation(config))
  const source = from === undefined ? undefined : await open(imageLocation(config, from))
  if (source?.name === target.name) throw new OperatorError('FROM is where FLUXKIT_IMAGES leads. Nothing was changed.')
  const store = await openStore(config, systemClock, createLog('silent', []))
  try {
    // The new place first: when the command dies here, both are complete, and it can be run again.
    await adoptStorage(target, store)
    if (source) {
      const copied = await copyImages(source, target)
      await leaveStorage(source, store)
      print(`Copied ${copied} images from ${source.name}, which keeps its own and isn’t used any more.`)
    }
    print(`The bot keeps its images in ${target.name} now.`)
  } finally {
    await store.close()
  }
}
