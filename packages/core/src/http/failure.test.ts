import { describe, expect, it } from 'vitest'
import { CallerAborted, DeadlineReached } from './deadline.ts'
import { failureOf } from './failure.ts'
import { BodyTooLarge } from './read-body.ts'
import { TransportError } from './transport.ts'

const coded = (code: string): Error => Object.assign(new Error(code), { code })
const lost = (cause: unknown): TransportError => new TransportError('No answer.', { sent: 'maybe', cause })
const refused = new TransportError('No answer.', { sent: 'no', cause: coded('ECONNREFUSED') })

describe('failureOf', () => {
  it.each([
    [new DeadlineReached(100), 'timeout', 'The service did not answer in time.'],
    [lost(coded('UND_ERR_HEADERS_TIMEOUT')), 'timeout', 'The service did not answer in time.'],
    [coded('UND_ERR_BODY_TIMEOUT'), 'timeout', 'The service did not answer in time.'],
    [refused, 'not_sent', 'The service cannot be reached (ECONNREFUSED).'],
    [new TransportError('x', { sent: 'no' }), 'not_sent', 'The service cannot be reached.'],
    [lost(coded('ECONNRESET')), 'connection_lost', 'The connection broke before the answer was read.'],
    [coded('ECONNREFUSED'), 'connection_lost', 'The connection broke before the answer was read.'],
    ['text', 'connection_lost', 'The connection broke before the answer was read.'],
    [new BodyTooLarge(10), 'bad_answer', 'The answer is too large.'],
  ])('calls %s %s', (error, code, summary) => {
    expect(failureOf(error, {})).toMatchObject({ code, summary, retryable: true, charged: 'no', cause: error })
  })

  it('does not call a mistake in a program a failure of the network, and quotes nothing of it', () => {
    const mistake = new TypeError('"Bearer sk-secret" is an invalid header value.')
    for (const error of [mistake, new TransportError('x', { sent: 'maybe', mistake: true, cause: mistake })]) {
      const failure = failureOf(error, { taskId: 'task-1' })
      expect(failure).toMatchObject({ code: 'transport_failed', retryable: false, taskId: 'task-1', cause: error })
      expect(failure.message).toMatch(/^The transport failed: TypeError\. /)
    }
  })

  it("calls the caller's abort aborted, whatever its reason looks like", () => {
    expect(failureOf(new CallerAborted(refused), { taskId: 'task-1' })).toMatchObject({
      code: 'aborted',
      cause: refused,
      taskId: 'task-1',
    })
  })

  it('ends for a chain of causes without end', () => {
    const error = new Error('round')
    error.cause = error
    expect(failureOf(lost(error), {})).toMatchObject({ code: 'connection_lost' })
  })
})
