/** Whether money may have been spent on what the failed call was about. */
export type Charged = 'no' | 'unknown' | 'yes'

/** Stable across versions: programs may branch on these. */
export type FluxErrorCode =
  | 'invalid_request'
  | 'no_token'
  | 'invalid_token'
  | 'token_expired'
  | 'token_mismatched'
  | 'disabled'
  | 'used_up'
  | 'moderated'
  | 'bad_request'
  | 'api_not_implemented'
  | 'no_api'
  | 'redirected'
  | 'gateway_refused'
  | 'too_many_requests'
  | 'api_error'
  | 'service_unavailable'
  | 'bad_answer'
  | 'not_sent'
  | 'connection_lost'
  | 'timeout'
  | 'transport_failed'
  | 'outcome_unknown'
  | 'aborted'
  | 'client_closed'
  | 'task_failed'
  | 'finished_without_image'
  | 'unknown_task'
  | 'wait_deadline'
  | 'unsafe_url'
  | 'image_unavailable'
  | 'image_too_large'
  | 'not_an_image'
  | 'image_truncated'
  | 'save_failed'

/** What a code promises wherever it is thrown. */
export interface CodeFacts {
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

/** Every code that a FluxError can carry. `docs/guides/errors.md` holds the same table; a test compares the two. */
export const errorCodes: Readonly<Record<FluxErrorCode, CodeFacts>> = {
  invalid_request: { retryable: false, charged: 'no', advice: 'Correct the named fields.' },
  no_token: { retryable: false, charged: 'no', advice: tokenAdvice },
  invalid_token: { retryable: false, charged: 'no', advice: tokenAdvice },
  token_expired: { retryable: false, charged: 'no', advice: tokenAdvice },
  token_mismatched: { retryable: false, charged: 'no', advice: tokenAdvice },
  disabled: { retryable: false, charged: 'no', advice: `Enable the application at ${consoleUrl}applications.` },
  used_up: { retryable: false, charged: 'no', advice: `Top up the balance at ${consoleUrl}coin.` },
  moderated: { retryable: false, charged: 'no', advice: 'Change the prompt or the image.' },
  bad_request: { retryable: false, charged: 'no', advice: 'Correct the request.' },
  api_not_implemented: { retryable: false, charged: 'no', advice: 'Use another action or model.' },
  no_api: { retryable: false, charged: 'no', advice: 'Check the base URL.' },
  redirected: {
    retryable: false,
    charged: 'no',
    advice: 'Set the base URL to the address that the redirect points to.',
  },
  gateway_refused: {
    retryable: false,
    charged: 'no',
    advice: 'Check the base URL, the proxy and the network in between, then try again.',
  },
  too_many_requests: { retryable: true, charged: 'no', advice: 'Wait, then try again.' },
  api_error: { retryable: true, charged: 'no', advice: 'Try again later; give the trace id to support.' },
  service_unavailable: { retryable: true, charged: 'no', advice: 'Try again later.' },
  bad_answer: { retryable: true, charged: 'no', advice: 'Try again; check the base URL and the proxy.' },
  not_sent: {
    retryable: true,
    charged: 'no',
    advice: 'Check the network, the proxy and the base URL, then try again.',
  },
  connection_lost: { retryable: true, charged: 'no', advice: 'Try again.' },
  timeout: { retryable: true, charged: 'no', advice: 'Try again, or allow more time.' },
  transport_failed: {
    retryable: false,
    charged: 'no',
    advice: 'Read the cause: a program failed, not the network.',
  },
  outcome_unknown: {
    retryable: false,
    charged: 'unknown',
    advice: `Check your usage at ${consoleUrl} before you submit again.`,
  },
  aborted: { retryable: true, charged: 'no', advice: 'Call again when you want the result.' },
  client_closed: { retryable: false, charged: 'no', advice: 'Create a new client.' },
  task_failed: {
    retryable: false,
    charged: 'unknown',
    advice: 'Change the request or try another model; give the trace id to support.',
  },
  finished_without_image: {
    retryable: false,
    charged: 'unknown',
    advice: 'Keep the task id and give the trace id to support before you submit again.',
  },
  unknown_task: {
    retryable: false,
    charged: 'unknown',
    advice: 'Keep the task id and check again later; make sure that the token belongs to the same account.',
  },
  wait_deadline: { retryable: true, charged: 'yes', advice: recoverable },
  unsafe_url: { retryable: false, charged: 'yes', advice: 'Do not open this link.' },
  image_unavailable: { retryable: true, charged: 'yes', advice: paid },
  image_too_large: { retryable: false, charged: 'yes', advice: 'Allow more bytes (maxBytes) and download it again.' },
  not_an_image: { retryable: true, charged: 'yes', advice: paid },
  image_truncated: { retryable: true, charged: 'yes', advice: paid },
  save_failed: { retryable: true, charged: 'yes', advice: 'Check the folder and the free space, then save it again.' },
}
