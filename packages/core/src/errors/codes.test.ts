import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errorFromAnswer } from '../http/service-answer.ts'
import { errorCodes, type FluxErrorCode } from './codes.ts'
import type { FluxError } from './flux-error.ts'
import { ImageDownloadError, SaveError, UnsafeUrlError } from './image-errors.ts'
import { ConnectionError, OutcomeUnknownError, TransportFailedError } from './network-errors.ts'
import { AbortedError, ClientClosedError, InvalidRequestError } from './request-errors.ts'
import { RejectedRequestError, ServiceFailureError } from './service-errors.ts'
import { TaskFailedError, UnknownTaskError, WaitDeadlineError } from './task-errors.ts'

const answered = (status: number, code: string): FluxError =>
  errorFromAnswer({ status, json: { success: false, error: { code, message: 'no' } } }, {}, [])

/** One of each, made as the code under test makes them. */
const makers: Record<FluxErrorCode, () => FluxError> = {
  invalid_request: () => new InvalidRequestError([{ field: 'size', message: 'size 1x1: too small' }]),
  no_token: () => answered(400, 'no_token'),
  invalid_token: () => answered(401, 'invalid_token'),
  token_expired: () => answered(401, 'token_expired'),
  token_mismatched: () => answered(400, 'token_mismatched'),
  disabled: () => answered(400, 'disabled'),
  used_up: () => answered(403, 'used_up'),
  moderated: () => answered(403, 'forbidden'),
  bad_request: () => answered(400, 'bad_request'),
  api_not_implemented: () => answered(400, 'api_not_implemented'),
  no_api: () => answered(404, 'no_api'),
  gateway_refused: () => new RejectedRequestError('gateway_refused', 'A page.', {}),
  redirected: () => new RejectedRequestError('redirected', 'Redirected.', {}),
  too_many_requests: () => answered(429, 'too_many_requests'),
  api_error: () => answered(500, 'api_error'),
  service_unavailable: () => answered(503, 'service_unavailable'),
  bad_answer: () => new ServiceFailureError('bad_answer', 'No JSON.', {}),
  not_sent: () => new ConnectionError('not_sent', 'Refused.'),
  connection_lost: () => new ConnectionError('connection_lost', 'Reset.'),
  timeout: () => new ConnectionError('timeout', 'Too slow.'),
  transport_failed: () => new TransportFailedError('TypeError.'),
  outcome_unknown: () => new OutcomeUnknownError('Lost.'),
  aborted: () => new AbortedError('Aborted.'),
  client_closed: () => new ClientClosedError(),
  task_failed: () => new TaskFailedError('Failed.', { taskId: 'task-1' }),
  finished_without_image: () => new TaskFailedError('No image.', { taskId: 'task-1' }, 'finished_without_image'),
  unknown_task: () => new UnknownTaskError({ taskId: 'task-1' }),
  wait_deadline: () => new WaitDeadlineError(600_000, { taskId: 'task-1' }),
  unsafe_url: () => new UnsafeUrlError('Private.'),
  image_unavailable: () => new ImageDownloadError('image_unavailable', 'Gone.'),
  image_too_large: () => new ImageDownloadError('image_too_large', 'Huge.'),
  not_an_image: () => new ImageDownloadError('not_an_image', 'Text.'),
  image_truncated: () => new ImageDownloadError('image_truncated', 'Half.'),
  save_failed: () => new SaveError('Full.'),
}

const page = readFileSync(new URL('../../../../docs/guides/errors.md', import.meta.url), 'utf8')

/** Rows of the table under "Codes": code, class, retryable, charged, when, what to do. */
const rows = (page.split('\n## ').find((section) => section.startsWith('Codes')) ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', ''))
      .slice(1, -1),
  )

describe('docs/guides/errors.md', () => {
  it('lists every code once, and no other', () => {
    const listed = rows.map(([code]) => code)
    expect(new Set(listed)).toEqual(new Set(Object.keys(errorCodes)))
    expect(listed).toHaveLength(34)
  })

  it.each(rows)('%s: %s, retryable %s, charged %s', (code, className, retryable, charged, when, advice) => {
    const error = makers[code as FluxErrorCode]()
    expect([error.code, error.name, error.retryable ? 'yes' : 'no', error.charged, error.advice]).toEqual([
      code,
      className,
      retryable,
      charged,
      advice,
    ])
    expect(when).toMatch(/^[A-Z].*\.$/)
  })
})

describe('the promises of the codes', () => {
  it('never calls a submission of unknown outcome retryable', () => {
    expect(errorCodes.outcome_unknown).toMatchObject({ retryable: false, charged: 'unknown' })
  })

  it('says of everything that happens before or instead of an acceptance that nothing was charged', () => {
    const free = [
      'invalid_request',
      'no_token',
      'invalid_token',
      'token_expired',
      'token_mismatched',
      'disabled',
      'used_up',
      'moderated',
      'bad_request',
      'api_not_implemented',
      'no_api',
      'gateway_refused',
      'too_many_requests',
      'not_sent',
      'transport_failed',
    ] as const
    for (const code of free) expect(errorCodes[code].charged).toBe('no')
  })

  it('advises in whole sentences', () => {
    for (const { advice } of Object.values(errorCodes)) expect(advice).toMatch(/^[A-Z].*\.$/)
  })
})
