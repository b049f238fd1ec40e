/** The vendor's error codes with the status each comes with. Where two statuses are documented, the first is the default. */
export const errorStatuses = {
  bad_request: [400],
  token_mismatched: [401, 400],
  api_not_implemented: [400],
  disabled: [400],
  no_token: [400],
  invalid_token: [401],
  token_expired: [401],
  used_up: [403],
  forbidden: [403],
  no_api: [404],
  not_found: [404],
  too_many_requests: [429],
  api_error: [500],
  service_unavailable: [503],
} as const

export type ApiErrorCode = keyof typeof errorStatuses

/** A refusal in the vendor's words. `retryAfter` becomes the header of that name. */
export interface ApiError {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly retryAfter?: string
}

const messages: Record<ApiErrorCode, string> = {
  bad_request: 'request is invalid.',
  token_mismatched: 'The token does not match this API.',
  api_not_implemented: 'The API is not implemented.',
  disabled: 'The application has been disabled.',
  no_token: 'No token was provided.',
  invalid_token: 'The token is invalid.',
  token_expired: 'The token has expired.',
  used_up: 'The balance is not sufficient.',
  forbidden: 'The request was refused: the prompt or the image was flagged by moderation.',
  no_api: 'The API does not exist.',
  not_found: 'The task does not exist.',
  too_many_requests: 'Too many requests, please try again later.',
  api_error: 'fetch failed',
  service_unavailable: 'The service is temporarily unavailable.',
}

export function apiError(code: ApiErrorCode, message: string = messages[code]): ApiError {
  return { status: errorStatuses[code][0], code, message }
}

export function isApiErrorCode(code: string): code is ApiErrorCode {
  return Object.hasOwn(errorStatuses, code)
}
