import { pixelSize } from '../contract/models.ts'
import { parseImageName } from '../contract/editions/image-names.ts'
import { paint, type Pixels } from '../draw/index.ts'
import type { TaskStore } from '../tasks/task-store.ts'
import { planned, type Task, type TaskImage } from '../tasks/task.ts'
import { createByteCache } from './byte-cache.ts'
import { encodeImage } from './encode.ts'
import { endlessPng, type EndlessPng } from './endless-png.ts'
import { paintEdit } from './paint-edit.ts'
import { sampleJpeg } from './sample-jpeg.ts'

export interface HostedImage {
  readonly name: string
  readonly task: Task
  readonly image: TaskImage
}

/** The images of finished tasks, drawn when they are downloaded. */
export interface ImageHost {
  find(name: string): HostedImage | undefined
  /** Bytes of the image's own type. */
  draw(image: HostedImage): Promise<Uint8Array>
  /** PNG bytes of the same image with a long side of `thumbnailSide`. */
  drawThumbnail(image: HostedImage): Promise<Uint8Array>
  jpeg(): Promise<Uint8Array>
  endless(): EndlessPng
  clear(): void
}

export interface ImageHostParts {
  readonly store: TaskStore
  readonly loadInput: (imageUrl: string) => Promise<Uint8Array>
  readonly retentionCount: number
  /** Longest side of drawn images, in pixels; undefined: as requested. */
  readonly maxSide: number | undefined
}

const maxCachedBytes = 256_000_000
const thumbnailSide = 320

function hasName(images: readonly TaskImage[], name: string): boolean {
  return images.some((image) => image.name === name)
}

/** Some failed tasks list their images anyway. */
function isShown(task: Task): boolean {
  return task.state === 'succeeded' || (task.state === 'failed' && planned(task, 'failure-with-image') !== undefined)
}

export function createImageHost({ store, loadInput, retentionCount, maxSide }: ImageHostParts): ImageHost {
  const drawn = createByteCache(retentionCount, maxCachedBytes)
  const thumbnails = createByteCache(retentionCount * 8, maxCachedBytes)
  const drawing = new Map<string, Promise<Uint8Array>>()

  /** Two requests for one image share one drawing. */
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

  async function make({ task, image }: HostedImage, side?: number): Promise<Pixels> {
    const { prompt, model, size, action, imageUrl } = task.submission
    const base = { prompt, model: model.id, seed: image.seed }
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
      const parsed = parseImageName(name)
      // A task that was given another id keeps the names of its images.
      const task = (parsed && store.get(parsed.taskId)) ?? store.list().find(({ images }) => hasName(images, name))
      const image = task?.images.find((each) => each.name === name)
      return task && image && isShown(task) ? { name, task, image } : undefined
    },
    draw: (hosted) => once(hosted.name, drawn, async () => encodeImage(await make(hosted, maxSide), hosted.image.type)),
    drawThumbnail: (hosted) =>
      once(`thumbnail ${hosted.name}`, thumbnails, async () => encodeImage(await make(hosted, thumbnailSide), 'png')),
    jpeg: sampleJpeg,
    endless: endlessPng,
    clear() {
      drawn.clear()
      thumbnails.clear()
    },
  }
}
