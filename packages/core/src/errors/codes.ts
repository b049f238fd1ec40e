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
  | 'unknown_task'
  | 'wait_deadline'
  | 'unsafe_url'
  | 'image_unavailable'
  | 'image_too_large'
  | 'not_an_image'
  | 'image_truncated'
  | 'save_failed'

/** What a code promises, whoever throws it. */
export interface CodeFacts {
  /** May the same call be made again unchanged? For submissions this means: without a risk of paying twice. */
  readonly retryable: boolean
  readonly charged: Charged
  /** What the caller can do next, one sentence. */
  readonly advice: string
}

const consoleUrl = 'https://platform.acedata.cloud/console/'
const tokenAdvice = `Check ACEDATACLOUD_API_TOKEN; tokens come from ${consoleUrl}applications.`
const paid = 'The picture is paid for: keep the task id and link, and fetch it again.'
const collect = 'Keep the task id: the result can be collected later.'

/** Every code that a FluxError can carry. `docs/guides/errors.md` holds the same table; a test compares the two. */
export const errorCodes: Readonly<Record<FluxErrorCode, CodeFacts>> = {
  invalid_request: { retryable: false, charged: 'no', advice: 'Correct the named fields.' },
  no_token: { retryable: false, charged: 'no', advice: tokenAdvice },
  invalid_token: { retryable: false, charged: 'no', advice: tokenAdvice },
  token_expired: { retryable: false, charged: 'no', advice: tokenAdvice },
  token_mismatched: { retryable: false, charged: 'no', advice: tokenAdvice },
  disabled: { retryable: false, charged: 'no', advice: `Enable the application at ${consoleUrl}applications.` },
  used_up: { retryable: false, charged: 'no', advice: `Top up the balance at ${consoleUrl}coin.` },
  moderated: { retryable: false, charged: 'no', advice: 'Change the prompt or the picture.' },
  bad_request: { retryable: false, charged: 'no', advice: 'Correct the request.' },
  api_not_implemented: { retryable: false, charged: 'no', advice: 'Use another action or model.' },
  no_api: { retryable: false, charged: 'no', advice: 'Check the base URL.' },
  redirected: { retryable: false, charged: 'no', advice: 'Set the base URL to where the service really is.' },
  gateway_refused: {
    retryable: false,
    charged: 'no',
    advice: 'Check the base URL, the proxy and the network in between, then try again.',
  },
  too_many_requests: { retryable: true, charged: 'no', advice: 'Wait, then try again.' },
  api_error: { retryable: true, charged: 'no', advice: 'Try again later; give support the trace id.' },
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
    advice: 'Look at the usage page of the console before submitting again.',
  },
  aborted: { retryable: true, charged: 'no', advice: 'Call again when it is wanted.' },
  client_closed: { retryable: false, charged: 'no', advice: 'Create a new client.' },
  task_failed: {
    retryable: false,
    charged: 'unknown',
    advice: 'Change the request or try another model; give support the trace id.',
  },
  unknown_task: {
    retryable: false,
    charged: 'unknown',
    advice: 'Check the task id, and that the token is of the same account.',
  },
  wait_deadline: { retryable: true, charged: 'yes', advice: collect },
  unsafe_url: { retryable: false, charged: 'yes', advice: 'Do not fetch this link.' },
  image_unavailable: { retryable: true, charged: 'yes', advice: paid },
  image_too_large: { retryable: false, charged: 'yes', advice: 'Allow more bytes (maxBytes) and fetch it again.' },
  not_an_image: { retryable: true, charged: 'yes', advice: paid },
  image_truncated: { retryable: true, charged: 'yes', advice: paid },
  save_failed: { retryable: true, charged: 'yes', advice: 'Check the folder and the space left, then save it again.' },
}
