/** Whether money may have been spent on what the failed call was about. */
export type Charged = 'no' | 'unknown' | 'yes'

/**
 * What kind of failure a code stands for. Apps choose texts, buttons, exit codes and HTTP statuses by it, so a new code needs
 * nothing in them. A kind that an app doesn't handle doesn't compile there.
 */
export type FailureKind =
  // Before anything was accepted.
  | 'request'
  | 'unsupported'
  | 'token'
  | 'balance'
  | 'moderation'
  | 'address'
  | 'gateway'
  | 'rate_limit'
  | 'service'
  // No answer.
  | 'unreachable'
  | 'connection'
  | 'lost'
  // On this machine.
  | 'program'
  | 'stopped'
  | 'closed'
  // The task: it failed, the service doesn't know it, or it is still running.
  | 'task'
  | 'missing'
  | 'running'
  // A finished image: try again, or `unusable`, where trying again changes nothing.
  | 'image'
  | 'unusable'

/** What a code promises wherever it is thrown. */
export interface CodeFacts {
  readonly kind: FailureKind
  /** May the same call be made again unchanged? For submissions this means: without a risk of paying twice. */
  readonly retryable: boolean
  readonly charged: Charged
  /** What the caller can do next, one sentence. */
  readonly advice: string
}

const consoleUrl = 'https://platform.acedata.cloud/console/'
const tokenAdvice = `Check ACEDATACLOUD_API_TOKEN; you get tokens at ${consoleUrl}applications.`
const paid = 'The image is paid for: keep the task id and the link, and download it again.'
const recoverable = 'Keep the task id: you can recover the result later.'

/** The same call fails again, or might pay twice. */
function final(kind: FailureKind, charged: Charged, advice: string): CodeFacts {
  return { kind, retryable: false, charged, advice }
}

function retryable(kind: FailureKind, charged: Charged, advice: string): CodeFacts {
  return { kind, retryable: true, charged, advice }
}

/**
 * A new code is one entry here, its `message` and `advice` in each `packages/messages/languages/*.json`, and the place that
 * throws it. `npm run docs:errors` copies the comments, which name the class and say when it is thrown, into
 * `docs/guides/errors.md`.
 */
const table = {
  /** `InvalidRequestError`: The request or an option breaks a documented rule. Nothing was sent. */
  invalid_request: final('request', 'no', 'Correct the named fields.'),
  /** `AuthenticationError`: There is no token, it could not be read, or the service saw none. */
  no_token: final('token', 'no', tokenAdvice),
  /** `AuthenticationError`: The service does not accept the token, or it contains characters that tokens cannot have. */
  invalid_token: final('token', 'no', tokenAdvice),
  /** `AuthenticationError`: The token has expired. */
  token_expired: final('token', 'no', tokenAdvice),
  /** `AuthenticationError`: The token is valid for another API. */
  token_mismatched: final('token', 'no', tokenAdvice),
  /** `AuthenticationError`: The application of the token was disabled. */
  disabled: final('token', 'no', `Enable the application at ${consoleUrl}applications.`),
  /** `BalanceError`: The balance is not sufficient. */
  used_up: final('balance', 'no', `Top up the balance at ${consoleUrl}coin.`),
  /** `ModerationError`: Status 403 for any other reason: the prompt or the image was refused. */
  moderated: final('moderation', 'no', 'Change the prompt or the image.'),
  /** `RejectedRequestError`: The service says that a parameter is wrong. */
  bad_request: final('request', 'no', 'Correct the request.'),
  /** `RejectedRequestError`: The service does not offer this. */
  api_not_implemented: final('unsupported', 'no', 'Use another action or model.'),
  /** `RejectedRequestError`: There is no such API at the address. */
  no_api: final('address', 'no', 'Check the base URL.'),
  /** `RejectedRequestError`: The service answered with a redirect. Fluxkit does not follow it, because the token would go elsewhere. */
  redirected: final('address', 'no', 'Set the base URL to the address that the redirect points to.'),
  /** `RejectedRequestError`: Something in front of the service refused a submission with an empty or HTML page: 401, 403, 404, 405, 413, 415, 429 or 431. */
  gateway_refused: final('gateway', 'no', 'Check the base URL, the proxy and the network in between, then try again.'),
  /** `RateLimitError`: Too many requests, even after the retries that the retry policy allows. */
  too_many_requests: retryable('rate_limit', 'no', 'Wait, then try again.'),
  /** `ServiceFailureError`: The service failed. See “After a submission”. */
  api_error: retryable('service', 'no', 'Try again later; give the trace id to support.'),
  /** `ServiceFailureError`: The service is temporarily out of order. See “After a submission”. */
  service_unavailable: retryable('service', 'no', 'Try again later.'),
  /** `ServiceFailureError`: The answer to a free call is not JSON, is too large, or lacks a required field. */
  bad_answer: retryable('service', 'no', 'Try again; check the base URL and the proxy.'),
  /** `ConnectionError`: No connection was made: DNS, refused, TLS, proxy. Nothing was sent. */
  not_sent: retryable('unreachable', 'no', 'Check the network, the proxy and the base URL, then try again.'),
  /** `ConnectionError`: The connection of a free call broke before the answer was read. */
  connection_lost: retryable('connection', 'no', 'Try again.'),
  /** `ConnectionError`: A free call was not answered in time. */
  timeout: retryable('connection', 'no', 'Try again, or allow more time.'),
  /** `TransportFailedError`: A program failed, not the network: a `fetch` or hook that was passed in, or a package that cannot be loaded. See “After a submission”. */
  transport_failed: final('program', 'no', 'Read the cause: a program failed, not the network.'),
  /** `OutcomeUnknownError`: A submission was sent, its answer was lost or cannot be read, and its task was not found. */
  outcome_unknown: final('lost', 'unknown', `Check your usage at ${consoleUrl} before you submit again.`),
  /** `AbortedError`: The caller's signal was aborted. See “After a submission”. */
  aborted: retryable('stopped', 'no', 'Call again when you want the result.'),
  /** `ClientClosedError`: The client was closed before or during the call. */
  client_closed: final('closed', 'no', 'Create a new client.'),
  /** `TaskFailedError`: The service says that the task failed. See “What a failed task has cost”. */
  task_failed: final('task', 'unknown', 'Change the request or try another model; give the trace id to support.'),
  /** `TaskFailedError`: The task finished and lists no image, seen on 3 polls over at least 10 s. */
  finished_without_image: final(
    'task',
    'unknown',
    'Keep the task id and give the trace id to support before you submit again.',
  ),
  /** `UnknownTaskError`: The service does not know the task id, on as many polls as task-states.md says. */
  unknown_task: final(
    'missing',
    'unknown',
    'Keep the task id and check again later; make sure that the token belongs to the same account.',
  ),
  /** `WaitDeadlineError`: The task was still running when the deadline of the wait came. It continues at the service. */
  wait_deadline: retryable('running', 'yes', recoverable),
  /** `UnsafeUrlError`: A link must not be opened: scheme, private address, redirect. */
  unsafe_url: final('unusable', 'yes', 'Do not open this link.'),
  /** `ImageDownloadError`: The image cannot be downloaded at the moment. */
  image_unavailable: retryable('image', 'yes', paid),
  /** `ImageDownloadError`: The image is larger than `maxBytes`. */
  image_too_large: final('unusable', 'yes', 'Allow more bytes (maxBytes) and download it again.'),
  /** `ImageDownloadError`: The bytes aren't a PNG, JPEG, WebP, GIF or AVIF image. */
  not_an_image: retryable('image', 'yes', paid),
  /** `ImageDownloadError`: The image breaks off. */
  image_truncated: retryable('image', 'yes', paid),
  /** `SaveError`: The image could not be written to disk. */
  save_failed: retryable('image', 'yes', 'Check the folder and the free space, then save it again.'),
} satisfies Record<string, CodeFacts>

/** Stable across versions: programs may branch on these. */
export type FluxErrorCode = keyof typeof table

/** Every code that a FluxError can carry, as `docs/guides/errors.md` shows them. */
export const errorCodes: Readonly<Record<FluxErrorCode, CodeFacts>> = table

/** The kind of a code; `undefined` for a code of another program or version, which a record or another copy of core may have. */
export function failureKindOf(code: string): FailureKind | undefined {
  return Object.hasOwn(errorCodes, code) ? errorCodes[code as FluxErrorCode].kind : undefined
}
