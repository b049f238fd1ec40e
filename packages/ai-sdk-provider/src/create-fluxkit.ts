import { NoSuchModelError, type ProviderV4 } from '@ai-sdk/provider'
import {
  createFluxClient,
  type FluxClient,
  type FluxClientOptions,
  type FluxModelId,
  systemClock,
  type TokenSource,
} from '@fluxkit/core'
import { FluxkitImageModel } from './image-model.ts'
import { providerName } from './provider-name.ts'
import type { AcceptedTask } from './run-task.ts'

/** Options of a client of core under the names that the AI SDK uses, and what only the provider has. */
export interface FluxkitProviderSettings extends Omit<FluxClientOptions, 'token' | 'baseUrl'> {
  /** The API token of the service. Default: the variable `ACEDATACLOUD_API_TOKEN`. */
  readonly apiKey?: TokenSource | undefined
  /** Default: the variable `ACEDATACLOUD_API_BASE_URL`, else `https://api.acedata.cloud`. http only for loopback. */
  readonly baseURL?: string | undefined
  /**
   * An existing client of `@fluxkit/core`, such as the one of `@fluxkit/core/node`. Only `onTask`
   * and `clock` apply in addition to it.
   */
  readonly client?: FluxClient | undefined
  /**
   * Called as soon as the service has accepted a submission, also when the call was aborted meanwhile: save the task id
   * here. `providerOptions.fluxkit.taskId` fetches the images of a task later, for free. The call continues
   * meanwhile; if this fails, the result has a warning.
   */
  readonly onTask?: ((task: AcceptedTask) => Promise<void> | void) | undefined
}

/** A known model, or any other id, which needs `providerOptions.fluxkit.unchecked`. */
export type FluxkitImageModelId = FluxModelId | (string & {})

/** Creates the models. There are only image models. */
export interface FluxkitProvider extends ProviderV4 {
  /** A FLUX model for `generateImage`. */
  imageModel(modelId: FluxkitImageModelId): FluxkitImageModel
  /** The same as `imageModel`. */
  image(modelId: FluxkitImageModelId): FluxkitImageModel
  /** @throws {NoSuchModelError} always: FLUX models make images */
  languageModel(modelId: string): never
  /** @throws {NoSuchModelError} always: FLUX models make images */
  embeddingModel(modelId: string): never
}

/**
 * FLUX models for the AI SDK. Its client, which all of its models share, is made on the first call; what is wrong with the
 * settings is reported there.
 */
export function createFluxkit(settings: FluxkitProviderSettings = {}): FluxkitProvider {
  const { apiKey, baseURL, client: given, onTask, ...options } = settings
  let made: FluxClient | undefined
  const client = (): FluxClient =>
    (made ??=
      given ??
      createFluxClient({
        ...options,
        ...(apiKey !== undefined && { token: apiKey }),
        ...(baseURL !== undefined && { baseUrl: baseURL }),
      }))
  const host = { client, clock: settings.clock ?? systemClock, onTask }
  const imageModel = (modelId: FluxkitImageModelId): FluxkitImageModel => new FluxkitImageModel(modelId, host)
  const none = (modelType: 'languageModel' | 'embeddingModel') => (modelId: string) => {
    throw new NoSuchModelError({ modelId, modelType, message: `${providerName} has image models only.` })
  }
  return {
    specificationVersion: 'v4',
    imageModel,
    image: imageModel,
    languageModel: none('languageModel'),
    embeddingModel: none('embeddingModel'),
  }
}

/** The provider with the settings of the environment. */
export const fluxkit: FluxkitProvider = /* @__PURE__ */ createFluxkit()
