import type { SentSize } from '../contract/choose-size.ts'
import type { Generation } from '../contract/generation.ts'
import type { defaultModelIds, FluxModelId, FluxSize, ModelAction } from '../contract/models.ts'
import type { EditRequest, FluxRequest, GenerateRequest } from '../contract/request-schemas.ts'
import type { Charged } from '../errors/codes.ts'
import type { DownloadedImage, DownloadOptions } from '../images/download-image.ts'
import type { ProgressEvent } from '../tasks/progress.ts'
import type { Attempt, IsKnown } from '../tasks/attempt.ts'
import type { CallOptions, GenerateOptions, SubmitOptions, WaitOptions } from './options.ts'
import type { UploadInput } from './upload-input.ts'
import type { TaskSnapshot } from '../tasks/snapshot.ts'

/** A submission that the service has accepted: from now on it costs. Save the id; it survives the process. */
export interface SubmittedTask {
  readonly id: string
  readonly traceId?: string
  readonly action: ModelAction
  readonly model: string
  /** The size that was sent, and who chose it. */
  readonly size: SentSize
  /** When it was sent: milliseconds since the Unix epoch by the wall clock. */
  readonly submittedAtMs: number
  /** See {@link SubmitOptions.jobKey}. */
  readonly jobKey?: string
}

/** A callback as the receiver emits it. */
export interface CallbackResult {
  /** `undefined` when it names none. */
  readonly taskId: string | undefined
  /** The job whose URL was called, verified by the receiver. */
  readonly jobKey: string
  readonly traceId?: string | undefined
  /** The parsed JSON. */
  readonly body: unknown
}

/**
 * The outcome of a callback. `result`: it contains the images of its own task, and the wait has ended or will. `check`:
 * anything else; waits for the task that it names, or for its job, poll at once. `ignored`: it names the task of another job,
 * or another one than its body.
 */
export type Delivery = 'result' | 'check' | 'ignored'

/** Which of the account's own tasks to list; without any field the service may refuse. */
export interface TaskQuery {
  readonly userId?: string | undefined
  readonly applicationId?: string | undefined
  /** Milliseconds since the Unix epoch by the service's clock, like the next one. */
  readonly createdAtMinMs?: number | undefined
  readonly createdAtMaxMs?: number | undefined
  /** `images` for what Fluxkit submits. */
  readonly type?: string | undefined
  /** Default 50. */
  readonly limit?: number | undefined
  readonly offset?: number | undefined
}

/** A submission whose answer was lost, and what rules tasks out. */
export interface LostSubmission {
  /** As it was reported before it left. */
  readonly attempt: Attempt
  /** Other lost attempts of the account: of identical ones, as many as there are candidates are matched in order. */
  readonly others?: readonly Attempt[] | undefined
  /** Does one of your jobs own this task? Then it isn't the lost one. */
  readonly isKnown?: IsKnown | undefined
  /** Whose tasks to list. Default: known once this client has seen a task; some editions refuse without it. */
  readonly userId?: string | undefined
}

/** What can be asked about tasks. Nothing in it costs. */
export interface TasksClient {
  /** One poll, with retries. @throws {UnknownTaskError} and the errors of any read */
  get(id: string, options?: CallOptions): Promise<TaskSnapshot>
  /** One poll of many, in batches of 50. Ids that the service doesn't know, as single requests confirm, are missing. */
  getMany(ids: readonly string[], options?: CallOptions): Promise<ReadonlyMap<string, TaskSnapshot>>
  /**
   * Lists the account's own tasks, in the order of the service. Not every edition of the service can.
   * @throws the errors of any read
   */
  list(query: TaskQuery, options?: CallOptions): Promise<readonly TaskSnapshot[]>
  /**
   * Finds the task of a submission whose answer was lost among the account's own tasks: by its callback URL, otherwise by
   * what the task echoes. @returns `undefined` when it isn't found or can't be listed; it may be charged anyway
   */
  find(lost: LostSubmission, options?: CallOptions): Promise<TaskSnapshot | undefined>
  /**
   * Waits until the task has ended. All waits of a client share one poller. A failed or unreadable poll never ends a
   * wait, and neither does a single poll that doesn't find the task.
   * @throws {TaskFailedError} {UnknownTaskError} {WaitDeadlineError} {AbortedError} {ClientClosedError}
   */
  wait(id: string, options?: WaitOptions): Promise<Generation>
  /** Waits for several tasks; ends when all have ended. Leaving the loop stops the waits, not the tasks. */
  watch(ids: readonly string[], options?: Omit<WaitOptions, 'onProgress'>): AsyncIterable<ProgressEvent>
  /**
   * Hands over a verified callback, before or during the wait for its task. It ends the wait only if it contains images
   * and was sent to the URL of the job that the task belongs to.
   */
  deliver(callback: CallbackResult): Delivery
}

/** Downloads of images, which are paid for by then. */
export interface ImagesClient {
  /** Downloads into memory. @throws {ImageDownloadError} {UnsafeUrlError} {AbortedError} */
  download(url: string, options?: DownloadOptions): Promise<DownloadedImage>
}

/** A file on the vendor’s platform. */
export interface UploadedFile {
  /** Public and permanent. */
  readonly url: string
  readonly mimeType?: string
}

/** Uploads to the vendor’s platform. Needs a platform token. */
export interface FilesClient<File = UploadInput> {
  /**
   * Uploads an image to the vendor's platform, to get a link that an edit can use. The link is public and permanent:
   * ask the user first.
   */
  upload(file: File, options?: CallOptions): Promise<UploadedFile>
}

/** An edit of a file: it is uploaded first, as by `files.upload`. */
export type EditFileRequest<
  Model extends string = FluxModelId,
  Size extends string = FluxSize,
  Unchecked extends boolean = false,
  File = UploadInput,
> = Omit<EditRequest<Model, Size, Unchecked>, 'imageUrl'> & {
  readonly image: File
  /** The user knows that the uploaded image gets a public link that stays for good. */
  readonly imageMayBecomePublic: true
}

/** One application of the platform, which an API token belongs to. */
export interface Application {
  readonly id?: string
  /** As in `tasks.list`. */
  readonly userId?: string
  readonly remainingCredits: number
  /** As received, for fields that Fluxkit doesn't know. */
  readonly raw: Readonly<Record<string, unknown>>
}

/** Credits, which are not dollars. */
export interface Balance {
  /** The credits of all applications together. */
  readonly credits: number
  readonly applications: readonly Application[]
}

/** What one request cost, as the platform's books say. */
export interface Usage {
  /** `unknown` while nothing is booked. */
  readonly charged: Charged
  readonly credits?: number
  /** The status that the request was answered with. */
  readonly statusCode?: number
}

/** The account on the vendor's platform. Needs a platform token. */
export interface AccountClient {
  /** @throws {AuthenticationError} and the errors of any read */
  balance(options?: CallOptions): Promise<Balance>
  /** Was a request charged? By the trace id of its answer, or of its error. */
  usage(traceId: string, options?: CallOptions): Promise<Usage>
}

/** The client. Holds no timer, socket or listener while nothing is asked of it. */
export interface FluxClient<File = UploadInput> extends AsyncDisposable {
  /** Submits and waits. @throws every error in `docs/guides/errors.md` but those of images */
  generate<
    Model extends string = typeof defaultModelIds.generate,
    Size extends string = FluxSize,
    Unchecked extends boolean = false,
  >(
    request: GenerateRequest<Model, Size, Unchecked>,
    options?: GenerateOptions,
  ): Promise<Generation>
  /** Uploads an image, submits its edit and waits. */
  edit<
    Model extends string = typeof defaultModelIds.edit,
    Size extends string = FluxSize,
    Unchecked extends boolean = false,
  >(
    request: EditFileRequest<Model, Size, Unchecked, File>,
    options?: GenerateOptions,
  ): Promise<Generation>
  /** Submits an edit and waits. */
  edit<
    Model extends string = typeof defaultModelIds.edit,
    Size extends string = FluxSize,
    Unchecked extends boolean = false,
  >(
    request: EditRequest<Model, Size, Unchecked>,
    options?: GenerateOptions,
  ): Promise<Generation>
  /**
   * Submits and returns as soon as the service has accepted. Repeated automatically only when the service cannot have
   * accepted it. @throws {OutcomeUnknownError} when that is unknown
   */
  submit<Model extends string = FluxModelId, Size extends string = FluxSize, Unchecked extends boolean = false>(
    request: FluxRequest<Model, Size, Unchecked>,
    options?: SubmitOptions,
  ): Promise<SubmittedTask>
  readonly tasks: TasksClient
  readonly images: ImagesClient
  readonly account: AccountClient
  readonly files: FilesClient<File>
  /** One free call that shows whether address and token work. @throws what is wrong */
  checkConnection(options?: CallOptions): Promise<{ readonly latencyMs: number }>
  /**
   * One free call that shows whether the token may submit: a token can be limited to some APIs, and one that may submit
   * and not query pays for images that it can't fetch. @throws what is wrong
   */
  checkSubmission(options?: CallOptions): Promise<void>
  /** Ends all waits with {@link ClientClosedError} and frees its resources. Tasks continue at the service. */
  close(): Promise<void>
}
