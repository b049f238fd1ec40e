import type { Clock, FluxClient } from '@fluxkit/core/node'
import type { Config } from '../config/config.ts'
import { imageLocation } from '../config/image-location.ts'
import type { Log } from '../ports/log.ts'
import type { Store } from '../store/store.ts'
import { pause } from '../time/pause.ts'
import { createImageStore, type ImageStore } from './image-store.ts'
import { openStorage } from './open-storage.ts'
import { checkStorage } from './storage/check-storage.ts'
import { type StorageWatch, watchStorage } from './storage/watch-storage.ts'

export interface ImagesParts {
  readonly config: Config
  readonly store: Store
  readonly flux: Pick<FluxClient, 'images'>
  readonly clock: Clock
  readonly log: Log
  /** The storage is there after it was away. */
  readonly onBack: () => void
}

export interface OpenImages extends Pick<StorageWatch, 'problem' | 'close'> {
  readonly images: ImageStore
}

/** The images where the settings say. Resolves also while their storage is away. @throws {StorageError} with what to do */
export async function openImages({ config, store, flux, clock, log, onBack }: ImagesParts): Promise<OpenImages> {
  const location = imageLocation(config)
  const place = await openStorage(location, (ms) => pause(clock, ms))
  const isCluster = config.DATABASE_URL !== undefined
  const mayBeUnmounted = location.kind === 'folder' && config.FLUXKIT_IMAGES !== undefined
  const watch = watchStorage({
    storage: place,
    prove: () => checkStorage({ storage: place, store, clock, isCluster, mayBeUnmounted }),
    clock,
    log,
    onBack,
  })
  await watch.open()
  const images = createImageStore({
    storage: watch.storage,
    download: async (link) => (await flux.images.download(link)).bytes,
    onLost: ({ hash }, isBack) =>
      log.error({ hash, storage: place.name, isBack }, 'an image that was kept is lost or damaged'),
  })
  return {
    images,
    get problem() {
      return watch.problem
    },
    close: () => watch.close(),
  }
}
