import { pixelSize } from '../contract/models.ts'
import { parsePictureName } from '../contract/editions/picture-names.ts'
import { paint, type Pixels } from '../draw/index.ts'
import type { TaskStore } from '../tasks/task-store.ts'
import { planned, type Task, type TaskPicture } from '../tasks/task.ts'
import { createByteCache } from './byte-cache.ts'
import { encodePicture } from './encode.ts'
import { endlessPng, type EndlessPng } from './endless-png.ts'
import { paintEdit } from './paint-edit.ts'
import { sampleJpeg } from './sample-jpeg.ts'

export interface HostedPicture {
  readonly name: string
  readonly task: Task
  readonly picture: TaskPicture
}

/** The images of finished tasks, drawn when they are downloaded. */
export interface PictureHost {
  find(name: string): HostedPicture | undefined
  /** Bytes of the picture's own type. */
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
  /** Of drawn images, in pixels; undefined: as requested. */
  readonly maxSide: number | undefined
}

const maxCachedBytes = 256_000_000
const thumbnailSide = 320

function hasName(pictures: readonly TaskPicture[], name: string): boolean {
  return pictures.some((picture) => picture.name === name)
}

/** Some failed tasks list their images all the same. */
function isShown(task: Task): boolean {
  return task.state === 'succeeded' || (task.state === 'failed' && planned(task, 'failure-with-image') !== undefined)
}

export function createPictureHost({ store, loadInput, retentionCount, maxSide }: PictureHostParts): PictureHost {
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

  async function make({ task, picture }: HostedPicture, side?: number): Promise<Pixels> {
    const { prompt, model, size, action, imageUrl } = task.submission
    const base = { prompt, model: model.id, seed: picture.seed }
    if (action === 'edit' && imageUrl !== undefined) {
      const [width, height] = size === undefined ? [] : pixelSize(model, size)
      const input = await loadInput(imageUrl).catch(() => undefined)
      return paintEdit({ ...base, input, width, height, longSide: side })
    }
    const [width, height] = pixelSize(model, size)
    const scale = side === undefined ? 1 : Math.min(1, side / Math.max(width, height))
    const scaled = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
    return paint({ ...base, ...scaled })
  }

  return {
    find(name) {
      const parsed = parsePictureName(name)
      // A task that was given another id keeps the names of its images.
      const task = (parsed && store.get(parsed.taskId)) ?? store.list().find(({ pictures }) => hasName(pictures, name))
      const picture = task?.pictures.find((each) => each.name === name)
      return task && picture && isShown(task) ? { name, task, picture } : undefined
    },
    draw: (hosted) =>
      once(hosted.name, drawn, async () => encodePicture(await make(hosted, maxSide), hosted.picture.type)),
    drawThumbnail: (hosted) =>
      once(`thumbnail ${hosted.name}`, thumbnails, async () => encodePicture(await make(hosted, thumbnailSide), 'png')),
    jpeg: sampleJpeg,
    endless: endlessPng,
    clear() {
      drawn.clear()
      thumbnails.clear()
    },
  }
}
