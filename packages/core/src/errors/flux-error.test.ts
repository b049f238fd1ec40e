import { inspect } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import { FluxError } from './flux-error.ts'
import { isFluxError } from './is-flux-error.ts'
import { ConnectionError, OutcomeUnknownError } from './network-errors.ts'
import { AbortedError, ClientClosedError, InvalidRequestError } from './request-errors.ts'
import { BalanceError, RateLimitError } from './service-errors.ts'
import { TaskFailedError, UnknownTaskError, WaitDeadlineError } from './task-errors.ts'

describe('the message of an error', () => {
  it('says what happened, what was charged, what to do next and where', () => {
    const error = new BalanceError('used_up', 'The balance is not sufficient.', {
      method: 'POST',
      url: 'https://api.acedata.cloud/flux/images',
      status: 403,
      traceId: '2cf86e86',
    })
    expect(error.message).toBe(
      'The balance is not sufficient. Nothing was charged. Top up the balance at https://platform.acedata.cloud/console/coin. ' +
        '[POST https://api.acedata.cloud/flux/images, HTTP 403, used_up, trace 2cf86e86]',
    )
  })

  it('says so when money may be gone, and names the task', () => {
    const error = new OutcomeUnknownError('The submission was sent, but its answer was lost.', { taskId: 'task-1' })
    expect(error.message).toBe(
      'The submission was sent, but its answer was lost. It is not known whether it was charged. ' +
        'Check your usage at https://platform.acedata.cloud/console/ before you submit again. ' +
        '[outcome_unknown, task task-1]',
    )
  })

  it('says so when the task was accepted', () => {
    expect(new WaitDeadlineError(600_000, { taskId: 'task-1' }).message).toBe(
      'Task task-1 was not finished within 600 s. It may have been charged already. ' +
        'Keep the task id: you can recover the result later. [wait_deadline, task task-1]',
    )
  })

  it('holds no credentials, query or fragment of the URL', () => {
    const url = 'https://user:hunter2@api.example.com/flux/images?token=s3cr3t#private'
    const error = new ConnectionError('timeout', 'Too slow.', { method: 'POST', url })
    expect(error.url).toBe('https://api.example.com/flux/images')
    expect(error.message).toContain('[POST https://api.example.com/flux/images, timeout]')
    expect(inspect(error)).not.toMatch(/hunter2|s3cr3t|private/)
  })

  it('holds the issues of a wrong request, one sentence each', () => {
    const error = new InvalidRequestError([
      { field: 'prompt', message: 'prompt: must not be empty' },
      { field: 'count', message: 'count 0: must be a whole number from 1; nearest: 1', nearest: '1' },
    ])
    expect(error.message).toBe(
      'prompt: must not be empty. count 0: must be a whole number from 1; nearest: 1. Nothing was charged. ' +
        'Correct the named fields. [invalid_request]',
    )
    expect(error.issues.map((issue) => issue.field)).toEqual(['prompt', 'count'])
  })

  it('lets nothing that the service sends steer a terminal or forge a log line', () => {
    const error = new TaskFailedError('Failed:\u001B[2J\r\nINFO all is well\u009B1m', {
      taskId: 'a\nb',
      traceId: 'c\u0007d',
    })
    expect(`${error.message}${error.summary}`).not.toMatch(/\p{Cc}/u)
  })
})

describe('an error', () => {
  it('takes what it promises from its code', () => {
    expect(new ConnectionError('not_sent', 'Refused.')).toMatchObject({ retryable: true, charged: 'no' })
  })

  it('lets the place where it is known better say otherwise', () => {
    const details = { retryable: false, charged: 'unknown', advice: 'Look first.' } as const
    const error = new AbortedError('Aborted.', details)
    expect(error).toMatchObject(details)
    expect(error.message).toContain('It is not known whether it was charged. Look first.')
  })

  it('has only the properties that are known', () => {
    expect(Object.keys(new ConnectionError('timeout', 'Too slow.', { traceId: undefined }))).toEqual([
      'code',
      'retryable',
      'charged',
      'summary',
      'advice',
    ])
  })

  it('carries its facts through JSON, as a log would', () => {
    const error = new RateLimitError('too_many_requests', 'Too many requests.', {
      status: 429,
      retryAfterMs: 0,
      traceId: 't',
      taskId: 'x',
    })
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'too_many_requests',
      retryable: true,
      charged: 'no',
      summary: 'Too many requests.',
      advice: 'Wait, then try again.',
      status: 429,
      traceId: 't',
      taskId: 'x',
      retryAfterMs: 0,
    })
  })

  it('keeps links and cost for logs and JSON: they may be paid for', () => {
    const error = new TaskFailedError('Failed.', {
      taskId: 'task-1',
      imageUrls: ['https://cdn.example.com/a.png'],
      cost: { amount: 0.216, currency: 'credit' },
    })
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      imageUrls: ['https://cdn.example.com/a.png'],
      cost: { amount: 0.216, currency: 'credit' },
    })
  })

  it('keeps what the service sent for the host, out of logs, JSON and inspect', () => {
    const error = new TaskFailedError('Failed.', {
      taskId: 'task-1',
      serviceText: 'refused: a white siamese cat',
      answer: { error: 'refused: a white siamese cat' },
    })
    expect(error.serviceText).toBe('refused: a white siamese cat')
    expect(error.answer).toEqual({ error: 'refused: a white siamese cat' })
    expect(
      `${JSON.stringify(error)} ${inspect(error, { showHidden: true, depth: 9 })} ${Object.keys(error).join()}`,
    ).not.toMatch(/siamese/)
  })

  it('keeps links that repeat the prompt out of logs, too', () => {
    const imageUrls = ['https://cdn.example.com/a-white-siamese-cat.png']
    const error = new TaskFailedError('Failed.', { taskId: 'task-1', imageUrls, linksAreSecret: true })
    expect(error.imageUrls).toEqual(imageUrls)
    expect(JSON.stringify(error) + inspect(error, { showHidden: true })).not.toContain('siamese')
  })

  it('has no empty list of links', () => {
    expect(new TaskFailedError('Failed.', { taskId: 'task-1', imageUrls: [] }).imageUrls).toBeUndefined()
  })

  it('keeps its cause', () => {
    const cause = new Error('ECONNRESET')
    expect(new ConnectionError('connection_lost', 'Lost.', { cause }).cause).toBe(cause)
  })

  it('has no cause property without a cause', () => {
    expect(new ClientClosedError()).not.toHaveProperty('cause')
  })

  it('starts its stack with its own name', () => {
    expect(new UnknownTaskError({ taskId: 'task-1' }).stack).toMatch(
      /^UnknownTaskError: The service does not know task/,
    )
  })

  it('is an Error and a FluxError', () => {
    const error = new AbortedError('Aborted.')
    expect(error).toBeInstanceOf(Error)
    expect(error).toBeInstanceOf(FluxError)
  })
})

describe('isFluxError', () => {
  it('knows its own', () => {
    expect(isFluxError(new AbortedError('Aborted.'))).toBe(true)
  })

  it('knows an error of another copy of the module, which instanceof does not', async () => {
    vi.resetModules()
    const copy = await import('./request-errors.ts')
    const error = new copy.AbortedError('Aborted.')
    expect(error).not.toBeInstanceOf(FluxError)
    expect(isFluxError(error)).toBe(true)
  })

  it.each([undefined, null, 'FluxError', new Error('x'), { code: 'aborted' }, { name: 'FluxError' }])(
    'does not take %j for one',
    (value) => {
      expect(isFluxError(value)).toBe(false)
    },
  )

  it('shows no mark when it is inspected', () => {
    expect(inspect(new AbortedError('Aborted.'))).not.toContain('Symbol')
  })
})
