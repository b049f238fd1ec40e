import { AbortedError, type Clock, findModel, parseSize } from '@fluxkit/core'
import { type FluxService, hostClock, type Job, requestFacts, type TaskResult } from '@fluxkit/jobs'
import { drawImage } from '@fluxkit/simulator/draw'

export interface SandboxOptions {
  readonly clock?: Clock
  readonly newId?: () => string
  /** How long an image takes. Default 1,500: long enough to see what waiting looks like. */
  readonly durationMs?: number
}

/**
 * Labelled placeholder images of one job, drawn here: no account, no network, no cost. All that is needed to draw stands
 * in the job's record, so a sandbox job survives a reload as a real one does.
 */
export function createSandboxService(job: Pick<Job, 'request'>, options: SandboxOptions = {}): FluxService {
  const { clock = hostClock, newId = () => crypto.randomUUID(), durationMs = 1500 } = options
  const { action, prompt, model = 'flux-dev', count } = requestFacts(job)
  const label = action === 'edit' ? 'SANDBOX EDIT' : 'SANDBOX'

  function resultOf(id: string): TaskResult {
    return { images: Array.from({ length: count }, (_, index) => ({ url: `sandbox:${id}/${index}` })) }
  }

  return {
    address: 'sandbox',
    account: '',
    async submit(request, { onAttempt }) {
      await onAttempt({ wire: request })
      return { id: newId() }
    },
    async wait({ id, submittedAtMs }, { signal }) {
      await sleepUntil(clock, submittedAtMs + durationMs, signal)
      return resultOf(id)
    },
    async check({ id }) {
      return resultOf(id)
    },
    async download(url) {
      const [width, height] = pixelsOf(sizeOf(job), model)
      const seed = Number(/\d+$/.exec(url)?.[0] ?? 0) + hash(url)
      const bytes = new Uint8Array(await drawImage({ prompt, model, label, seed, width, height }))
      return { url, bytes, format: 'png', extension: 'png', mimeType: 'image/png', width, height }
    },
  }
}

/** An edit keeps the shape of its image, as core does; empty where it is not known. */
function sizeOf({ request }: Pick<Job, 'request'>): string {
  const { size, imageSize } = request
  if (typeof size === 'string') return size
  const { width, height } = (imageSize ?? {}) as { readonly width?: number; readonly height?: number }
  return width !== undefined && height !== undefined ? `${width}:${height}` : ''
}

/** Ratios become images of about one megapixel, as the service makes them. */
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
