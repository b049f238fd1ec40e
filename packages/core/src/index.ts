// The public surface is this list; `index.test.ts` holds it.
export { createFluxClient } from './client/create-client.ts'
export { defaultBaseUrl, defaultPlatformBaseUrl } from './client/settings.ts'
export type {
  CallbackResult,
  CallOptions,
  FilesClient,
  FluxClient,
  FluxClientOptions,
  GenerateOptions,
  ImagesClient,
  SubmitOptions,
  SubmittedTask,
  TasksClient,
  TokenSource,
  UploadedFile,
  UploadInput,
  WaitOptions,
} from './client/types.ts'
export type { Generation } from './contract/generation.ts'
export type { GeneratedImage } from './contract/image.ts'
export {
  defaultModelIds,
  type DurationQuantiles,
  findModel,
  type FluxModel,
  type KnownModelId,
  type ModelAction,
  type ModelId,
  models,
  type PixelRule,
  type RatioRule,
  type SizeRule,
} from './contract/models.ts'
export { checkRequest, type EditRequest, type FluxRequest, type GenerateRequest } from './contract/request.ts'
export {
  checkSize,
  convertSize,
  describeSizeRule,
  formatSize,
  parseSize,
  type Size,
  type SizeCheck,
  suggestSizes,
} from './contract/size.ts'
export { type Charged, type CodeFacts, errorCodes, type FluxErrorCode } from './errors/codes.ts'
export { type Cost, FluxError, type FluxErrorDetails, isFluxError } from './errors/flux-error.ts'
export { ConnectionError, OutcomeUnknownError } from './errors/network-errors.ts'
export { AbortedError, ClientClosedError, InvalidRequestError, type RequestIssue } from './errors/request-errors.ts'
export {
  AuthenticationError,
  BalanceError,
  ModerationError,
  RateLimitError,
  RejectedRequestError,
  ServiceAnswerError,
  ServiceFailureError,
} from './errors/service-errors.ts'
export { TaskFailedError, UnknownTaskError, WaitDeadlineError } from './errors/task-errors.ts'
export { type Clock, systemClock } from './http/clock.ts'
export { fetchTransport } from './http/fetch-transport.ts'
export type { RetryPolicy } from './http/retry.ts'
export { type Transport, TransportError, type TransportRequest, type TransportResponse } from './http/transport.ts'
export type { DownloadedImage, DownloadOptions } from './images/download-image.ts'
export type { ProgressEvent } from './tasks/progress.ts'
export type { TaskSnapshot } from './tasks/snapshot.ts'
