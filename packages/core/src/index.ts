// The public surface is this list; `index.test.ts` holds it.
export { createFluxClient } from './client/create-client.ts'
export type { FluxLogger, Observers, RequestInfo, ResponseInfo } from './client/observe-transport.ts'
export { defaultBaseUrl, defaultPlatformBaseUrl } from './client/default-addresses.ts'
export { type FileBytes, maxUploadBytes, type UploadInput } from './client/upload-input.ts'
export type {
  CallOptions,
  FluxClientOptions,
  GenerateOptions,
  SubmissionAttempt,
  SubmitOptions,
  TokenSource,
  WaitOptions,
} from './client/options.ts'
export type {
  CallbackResult,
  Delivery,
  Application,
  AccountClient,
  Balance,
  EditFileRequest,
  FilesClient,
  FluxClient,
  ImagesClient,
  LostSubmission,
  SubmittedTask,
  TaskQuery,
  TasksClient,
  UploadedFile,
  Usage,
} from './client/types.ts'
export type { Cost } from './contract/answer-schemas.ts'
export type { Generation } from './contract/generation.ts'
export type { GeneratedImage } from './contract/image.ts'
export { checkRequest } from './contract/check-request.ts'
export type { SentSize } from './contract/choose-size.ts'
export type { SubmissionBody } from './contract/submission-body.ts'
export type { Edition } from './contract/edition.ts'
export { findModel, type FluxModel, models } from './contract/model-labels.ts'
export {
  defaultModelIds,
  type DurationQuantiles,
  type FluxModelId,
  type FluxPixels,
  type FluxSize,
  type ModelAction,
  type ModelRules,
  type PixelGridRule,
  type PixelListRule,
  type RatioOnlyModelId,
  type RatioRule,
  type SizeFor,
  type SizeRule,
} from './contract/models.ts'
export type { FluxRatio } from './contract/ratios.ts'
export type { RequestIssue } from './contract/request-issue.ts'
export type { EditRequest, FluxRequest, GenerateRequest, LooseFluxRequest } from './contract/request-schemas.ts'
export {
  checkSize,
  convertSize,
  describeSizes,
  formatSize,
  parseSize,
  sameShapeSize,
  type Size,
  type SizeCheck,
  type SizeScope,
} from './contract/size.ts'
export {
  describeSize,
  readSizeShape,
  type ShapeWord,
  type SizeChoice,
  sizeChoices,
  type SizeShape,
  suggestSizes,
} from './contract/size-choices.ts'
export {
  type Charged,
  type CodeFacts,
  errorCodes,
  type FailureKind,
  failureKindOf,
  type FluxErrorCode,
} from './errors/codes.ts'
export { FluxError, type FluxErrorDetails } from './errors/flux-error.ts'
export { isFluxError } from './errors/is-flux-error.ts'
export { ConnectionError, OutcomeUnknownError, TransportFailedError } from './errors/network-errors.ts'
export { AbortedError, ClientClosedError, InvalidRequestError } from './errors/request-errors.ts'
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
export { fetchTransport, type FetchTransportOptions } from './http/fetch-transport.ts'
export type { RetryPolicy } from './http/retry.ts'
export { type Transport, TransportError, type TransportRequest, type TransportResponse } from './http/transport.ts'
export type { DownloadedImage, DownloadOptions } from './images/download-image.ts'
export { isReservedFileName } from './names/reserved-file-name.ts'
export type { Attempt, IsKnown } from './tasks/attempt.ts'
export type { ProgressEvent } from './tasks/progress.ts'
export type { TaskSnapshot } from './tasks/snapshot.ts'
