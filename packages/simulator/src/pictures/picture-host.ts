import { pixelSize } from '../contract/models.ts'
import { drawPicture } from '../draw/index.ts'
import type { TaskStore } from '../tasks/task-store.ts'
import type { Task, TaskPicture } from '../tasks/task.ts'
import { createByteCache } from './byte-cache.ts'
import { drawEdit } from './draw-edit.ts'
import { endlessPng, type EndlessPng } from './endless-png.ts'
import { fastDeflate } from './fast-deflate.ts'
import { sampleJpeg } from './sample-jpeg.ts'

export interface HostedPicture {
  readonly name: string
  readonly task: Task
  readonly picture: TaskPicture
}

/** The pictures of finished tasks, drawn when somebody asks for them. */
export interface PictureHost {
  find(name: string): HostedPicture | undefined
  /** PNG bytes. */
  draw(picture: HostedPicture): Promise<Uint8Array>
  /** PNG bytes of the same picture with a long side of `thumbnailSide`. */
  drawThumbnail(picture: HostedPicture): Promise<Uint8Array>
  jpeg(): Promise<Uint8Array>
  endless(): EndlessPng
  clear(): void
}

export interface PictureHostParts {
  readonly store: TaskStore
  readonly loadInput: (imageUrl: string) => Promise<Uint8Array>
  readonly retentionCount: number
}

const maxCachedBytes = 256_000_000
const thumbnailSide = 320

export function createPictureHost({ store, loadInput, retentionCount }: PictureHostParts): PictureHost {
  const drawn = createByteCache(retentionCount, maxCachedBytes)
  const thumbnails = createByteCache(retentionCount * 8, maxCachedBytes)
  const drawing = new Map<string, Promise<Uint8Array>>()

  /** Two requests for one picture share one drawing. */
  function once(
    key: string,
    cache: ReturnType<typeof createByteCache>,
    produce: () => Promise<Uint8Array>,
  ): Promise<Uint8Array> {
    const known = cache.get(key)
    if (known) return Promise.resolve(known)
    const running = drawing.get(key)
    if (running) return running
    const started = produce()
      .then((bytes) => {
        cache.set(key, bytes)
        return bytes
      })
      .finally(() => drawing.delete(key))
    drawing.set(key, started)
    return started
  }

  async function make({ task, picture }: HostedPicture, side?: number): Promise<Uint8Array> {
    const { prompt, model, size, action, imageUrl } = task.submission
    const base = { prompt, model: model.id, seed: picture.seed }
    if (action === 'edit' && imageUrl !== undefined) {
      const [width, height] = size === undefined ? [undefined, undefined] : (pixelSize(model, size) ?? [])
      const input = await loadInput(imageUrl).catch(() => undefined)
      return drawEdit({ ...base, input, width, height, longSide: side })
    }
    const [width, height] = pixelSize(model, size ?? model.defaultSize) ?? [1_024, 1_024]
    const scale = side === undefined ? 1 : Math.min(1, side / Math.max(width, height))
    const scaled = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
    return drawPicture({ ...base, ...scaled }, fastDeflate)
  }

  return {
    find(name) {
      const match = /^([\w-]+)_(\d{1,3})\.png$/.exec(name)
      const task = match?.[1] === undefined ? undefined : store.get(match[1])
      const picture = task?.state === 'succeeded' ? task.pictures[Number(match?.[2])] : undefined
      return task && picture && { name, task, picture }
    },
    draw: (hosted) => once(hosted.name, drawn, () => make(hosted)),
    drawThumbnail: (hosted) => once(`thumbnail ${hosted.name}`, thumbnails, () => make(hosted, thumbnailSide)),
    jpeg: sampleJpeg,
    endless: endlessPng,
    clear() {
      drawn.clear()
      thumbnails.clear()
    },
  }
}
