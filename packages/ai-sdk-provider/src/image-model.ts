import type { ImageModelV4, ImageModelV4CallOptions, ImageModelV4Result, SharedV4Warning } from '@ai-sdk/provider'
import { type Clock, findModel, type FluxClient, isFluxError, type LooseFluxRequest } from '@fluxkit/core'
import { callResult, isRepeatable } from './call-result.ts'
import { FluxkitError } from './fluxkit-error.ts'
import { readInputImage, refused, withInputLink } from './input-image.ts'
import { providerName } from './provider-name.ts'
import { type ImageOptions, readImageOptions } from './read-image-options.ts'
import { requestedSize } from './requested-size.ts'
import { type AcceptedTask, fetchTask, runTask, type TaskContext, type TaskReport } from './run-task.ts'

/** What the models of one provider share. */
export interface ModelHost {
  /** Made on first use: a provider that nobody calls reads no environment. */
  readonly client: () => FluxClient
  readonly clock: Clock
  readonly onTask: ((task: AcceptedTask) => Promise<void> | void) | undefined
}

/** The most images in one submission. No edition of the service documents a limit of `count`. */
const maxImagesPerCall = 10

/** One FLUX model, for `generateImage`. */
export class FluxkitImageModel implements ImageModelV4 {
  readonly specificationVersion = 'v4'
  readonly provider: string = `${providerName}.image`
  readonly modelId: string
  /** One submission for all images: of parallel calls `generateImage` loses the others' images when one fails. */
  readonly maxImagesPerCall: number = maxImagesPerCall
  declare readonly supportsFileInputs?: boolean
  readonly supportsMaskInputs: boolean = false
  readonly #host: ModelHost

  constructor(modelId: string, host: ModelHost) {
    this.modelId = modelId
    this.#host = host
    const model = findModel(modelId)
    if (model) this.supportsFileInputs = model.actions.includes('edit')
  }

  /** @throws {FluxkitError} */
  async doGenerate(call: ImageModelV4CallOptions): Promise<ImageModelV4Result> {
    const { modelId } = this
    const { clock } = this.#host
    const timestamp = new Date(clock.now())
    const warnings: SharedV4Warning[] = []
    let reports: readonly TaskReport[]
    try {
      reports = await this.#run(call, warnings)
    } catch (error) {
      // Only before anything is submitted; what happens later is in the reports.
      if (!isFluxError(error)) throw error
      throw new FluxkitError(error, { taskIds: [], imageUrls: [], isRetryable: isRepeatable(error) })
    }
    return callResult(reports, { modelId, timestamp, warnings })
  }

  async #run(call: ImageModelV4CallOptions, warnings: SharedV4Warning[]): Promise<readonly TaskReport[]> {
    const options = readImageOptions(call.providerOptions)
    const context = this.#contextOf(call, options)
    if (options.taskId !== undefined) return [await fetchTask(context, options.taskId)]
    const requests = await this.#requestsOf(call, options, context.client, warnings)
    return Promise.all(requests.map((request) => runTask(context, request)))
  }

  /** One request, or one for each image of an edit, since the service makes one at a time there. */
  async #requestsOf(
    { prompt = '', n, size, aspectRatio, seed, files, mask, abortSignal: signal }: ImageModelV4CallOptions,
    { imageSize, extra, unchecked, imageMayBecomePublic: mayBecomePublic = false }: ImageOptions,
    client: FluxClient,
    warnings: SharedV4Warning[],
  ): Promise<readonly LooseFluxRequest[]> {
    const image = readInputImage(files)
    const requested = requestedSize(this.modelId, image ? 'edit' : 'generate', { size, aspectRatio })
    warnings.push(...requested.warnings, ...ignoredOptions({ seed, mask }))
    const shared = { prompt, model: this.modelId, size: requested.size, extra, unchecked }
    if (!image) return [{ action: 'generate', ...shared, count: n }]
    if (!Number.isSafeInteger(n) || n < 1) throw refused('n', 'must be a whole number from 1')
    const edit = { action: 'edit', ...shared, imageSize } as const
    const request = await withInputLink(client, edit, image, { mayBecomePublic, signal })
    return Array.from({ length: n }, () => request)
  }

  #contextOf({ abortSignal, headers = {} }: ImageModelV4CallOptions, { deadlineMs }: ImageOptions): TaskContext {
    const { client, clock, onTask } = this.#host
    const given = Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    )
    return {
      client: client(),
      clock,
      modelId: this.modelId,
      signal: abortSignal,
      headers: Object.fromEntries(given),
      deadlineMs,
      onTask,
    }
  }
}

/** What no edition of the service documents for images. */
function ignoredOptions({ seed, mask }: Pick<ImageModelV4CallOptions, 'seed' | 'mask'>): readonly SharedV4Warning[] {
  const details = { seed: 'The service takes no seed.', mask: 'The service takes no mask: the whole image may change.' }
  return (['seed', 'mask'] as const).flatMap((feature) =>
    ({ seed, mask })[feature] === undefined
      ? []
      : [{ type: 'unsupported', feature, details: details[feature] } as const],
  )
}
