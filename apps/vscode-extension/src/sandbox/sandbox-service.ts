import { AbortedError, type Clock, findModel, type LooseFluxRequest, parseSize, systemClock } from '@fluxkit/core'
import { drawPicture } from '@fluxkit/simulator/draw'
import type { AcceptedTask, ImageService } from '../service/image-service.ts'

export interface SandboxOptions {
  readonly clock?: Clock
  readonly newId?: () => string
  /** How long a picture takes. Default 1,500: long enough to see what waiting looks like. */
  readonly durationMs?: number
}

/**
 * Labelled placeholder pictures, drawn here: no account, no network, no cost. All that is needed to draw stands in the
 * task id and the links, so a sandbox job survives a reload as a real one does.
 */
export function createSandboxService(options: SandboxOptions = {}): ImageService {
  const { clock = systemClock, newId = () => crypto.randomUUID(), durationMs = 1500 } = options
  return {
    submit(request) {
      const { prompt, model = 'flux-dev' } = request
      const size = request.size ?? shapeOf(request)
      const count = request.action === 'generate' ? (request.count ?? 1) : 1
      const label = request.action === 'edit' ? 'SANDBOX EDIT' : 'SANDBOX'
      const order = new URLSearchParams({ prompt, model, size, count: String(count), label, id: newId() })
      const task: AcceptedTask = { id: `sandbox:${order.toString()}`, submittedAtMs: clock.now() }
      return Promise.resolve(task)
    },
    async wait({ id, submittedAtMs }, { signal }) {
      await sleepUntil(clock, submittedAtMs + durationMs, signal)
      const count = Number(new URLSearchParams(id.slice('sandbox:'.length)).get('count'))
      return Array.from({ length: count }, (_, index) => `${id}&index=${index}`)
    },
    async download(url) {
      const order = new URLSearchParams(url.slice('sandbox:'.length))
      const text = (name: string): string => order.get(name) ?? ''
      const [width, height] = pixelsOf(text('size'), text('model'))
      const seed = Number(text('index')) + hash(text('id'))
      const picture = { prompt: text('prompt'), model: text('model'), label: text('label'), seed, width, height }
      return { bytes: await drawPicture(picture), extension: 'png', width, height }
    },
    upload: (_, name) => Promise.resolve(`https://sandbox.invalid/${encodeURIComponent(name)}`),
  }
}

/** An edit keeps the shape of its image, as core does; empty where it is not known. */
function shapeOf(request: LooseFluxRequest): string {
  const size = request.action === 'edit' ? request.imageSize : undefined
  return size ? `${size.width}:${size.height}` : ''
}

/** Ratios become pictures of about one megapixel, as the service makes them. */
function pixelsOf(size: string, model: string): readonly [width: number, height: number] {
  const parsed = parseSize(size) ?? parseSize(findModel(model)?.defaultSize ?? '')
  if (parsed === undefined) return [1024, 1024]
  if (parsed.kind === 'pixels') return [Math.min(parsed.width, 2048), Math.min(parsed.height, 2048)]
  const scale = Math.sqrt((1024 * 1024) / (parsed.width * parsed.height))
  const side = (ratio: number): number => Math.round((ratio * scale) / 16) * 16
  return [side(parsed.width), side(parsed.height)]
}

function hash(text: string): number {
  let value = 0
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return value
}

function sleepUntil(clock: Clock, atMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      cancel()
      reject(new AbortedError('Stopped waiting for the sandbox.'))
    }
    const cancel = clock.setTimer(
      () => {
        signal.removeEventListener('abort', stop)
        resolve()
      },
      Math.max(0, atMs - clock.now()),
    )
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
  })
}
