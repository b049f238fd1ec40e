import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errorFromAnswer } from '../http/service-answer.ts'
import { errorCodes, failureKindOf, type FluxErrorCode } from './codes.ts'
import type { FluxError, FluxErrorDetails } from './flux-error.ts'
import { ImageDownloadError, SaveError, UnsafeUrlError } from './image-errors.ts'
import { ConnectionError, OutcomeUnknownError, TransportFailedError } from './network-errors.ts'
import { AbortedError, ClientClosedError, InvalidRequestError } from './request-errors.ts'
import {
  AuthenticationError,
  BalanceError,
  ModerationError,
  RateLimitError,
  RejectedRequestError,
  ServiceFailureError,
} from './service-errors.ts'
import { TaskFailedError, UnknownTaskError, WaitDeadlineError } from './task-errors.ts'

type Maker = (code: FluxErrorCode) => FluxError

/** As the service answers it, or as Fluxkit throws it where the service doesn't answer it. */
const answered =
  (AnswerError: new (code: FluxErrorCode, summary: string, details: FluxErrorDetails) => FluxError): Maker =>
  (code) => {
    const error = errorFromAnswer({ status: 400, json: { success: false, error: { code, message: 'no' } } }, {}, [])
    return error.code === code ? error : new AnswerError(code, 'No.', {})
  }

/** By class, as the code under test makes them. */
const makers: Readonly<Record<string, Maker>> = {
  InvalidRequestError: () => new InvalidRequestError([{ field: 'size', message: 'size 1x1: too small' }]),
  AuthenticationError: answered(AuthenticationError),
  BalanceError: answered(BalanceError),
  ModerationError: answered(ModerationError),
  RejectedRequestError: answered(RejectedRequestError),
  RateLimitError: answered(RateLimitError),
  ServiceFailureError: answered(ServiceFailureError),
  ConnectionError: (code) => new ConnectionError(code as 'timeout', 'Too slow.'),
  TransportFailedError: () => new TransportFailedError('TypeError.'),
  OutcomeUnknownError: () => new OutcomeUnknownError('Lost.'),
  AbortedError: () => new AbortedError('Aborted.'),
  ClientClosedError: () => new ClientClosedError(),
  TaskFailedError: (code) => new TaskFailedError('Failed.', { taskId: 'task-1' }, code as 'task_failed'),
  UnknownTaskError: () => new UnknownTaskError({ taskId: 'task-1' }),
  WaitDeadlineError: () => new WaitDeadlineError(600_000, { taskId: 'task-1' }),
  UnsafeUrlError: () => new UnsafeUrlError('Private.'),
  ImageDownloadError: (code) => new ImageDownloadError(code as 'image_unavailable', 'Gone.'),
  SaveError: () => new SaveError('Full.'),
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
    expect(rows.map(([code]) => code)).toEqual(Object.keys(errorCodes))
  })

  it.each(rows)('%s: %s, retryable %s, charged %s', (code, className, retryable, charged, when, advice) => {
    const error = makers[className ?? '']?.(code as FluxErrorCode)
    if (error === undefined) throw new Error(`${className} has no maker in packages/core/src/errors/codes.test.ts`)
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

  it('has no kind for a code of another program', () => {
    expect([failureKindOf('save_failed'), failureKindOf('given_up'), failureKindOf('constructor')]).toEqual([
      'image',
      undefined,
      undefined,
    ])
  })

  it('advises in whole sentences', () => {
    for (const { advice } of Object.values(errorCodes)) expect(advice).toMatch(/^[A-Z].*\.$/)
  })
})
