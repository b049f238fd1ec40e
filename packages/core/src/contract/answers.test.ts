import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBatch, readServiceError, readSubmission, readTask, readUpload } from './answers.ts'

// The vendor's documented answers, to the letter.
const syncAnswer = {
  success: true,
  task_id: '226eb763-9eab-4d06-ad57-d59753a03307',
  trace_id: '089f8b46-0167-4f25-88ae-3c2e2d3c6f1e',
  data: [
    { prompt: 'a white siamese cat', image_url: 'https://cdn.example.com/a.png', timings: 1752743801 },
    { prompt: 'a white siamese cat', image_url: 'https://cdn.example.com/b.png', timings: 1752743801 },
  ],
}
const task = {
  _id: '677de81d',
  id: '2db0168c-0d3b-4a1d-8a4f-4a5e6c9d6b11',
  api_id: 'api',
  application_id: 'application',
  credential_id: 'credential',
  user_id: 'user',
  trace_id: '6624929c-1ba4-4c2d-a0a4-1f0f37e32c7b',
  created_at: 1736304669.779,
  started_at: 1736304669.839,
  finished_at: 1736304679.439,
  elapsed: 9.6,
  request: { action: 'generate', size: '1024x1024', prompt: 'a white siamese cat' },
  response: {
    success: true,
    task_id: '2db0168c-0d3b-4a1d-8a4f-4a5e6c9d6b11',
    trace_id: '6624929c-1ba4-4c2d-a0a4-1f0f37e32c7b',
    data: [
      {
        prompt: 'a white siamese cat',
        image_url: 'https://cdn.example.com/x_0.png',
        seed: 281520112,
        timings: { inference: 3.193 },
      },
    ],
  },
}

describe('readSubmission', () => {
  it('reads the synchronous answer', () => {
    expect(readSubmission(syncAnswer)).toEqual({
      taskId: '226eb763-9eab-4d06-ad57-d59753a03307',
      traceId: '089f8b46-0167-4f25-88ae-3c2e2d3c6f1e',
      response: {
        empty: false,
        success: true,
        statusWord: undefined,
        error: undefined,
        images: [
          { url: 'https://cdn.example.com/a.png', prompt: 'a white siamese cat', raw: syncAnswer.data[0] },
          { url: 'https://cdn.example.com/b.png', prompt: 'a white siamese cat', raw: syncAnswer.data[1] },
        ],
      },
      raw: syncAnswer,
    })
  })

  it('reads an acceptance without a trace id', () => {
    expect(readSubmission({ task_id: '6a97bf49' })).toMatchObject({ taskId: '6a97bf49', traceId: undefined })
  })

  it('reads an acceptance with a trace id', () => {
    expect(readSubmission({ task_id: '6a97bf49', trace_id: '2cf86e86' })).toMatchObject({
      taskId: '6a97bf49',
      traceId: '2cf86e86',
    })
  })

  it('reads an error answer', () => {
    const answer = { success: false, error: { code: 'api_error', message: 'fetch failed' }, trace_id: '2cf86e86' }
    expect(readSubmission(answer)).toMatchObject({
      taskId: undefined,
      traceId: '2cf86e86',
      response: { success: false, images: [], error: { code: 'api_error', message: 'fetch failed' } },
    })
  })

  it.each([undefined, null, 'text', 7, true, [], [syncAnswer]])('%j is not an answer', (json) => {
    expect(readSubmission(json)).toBeUndefined()
  })

  it.each([{ task_id: 7.5 }, { task_id: '' }, { task_id: null }, {}])('%j names no task', (json) => {
    expect(readSubmission(json)).toMatchObject({ taskId: undefined })
  })

  it('keeps fields that it does not know, and those of an unexpected type, in raw', () => {
    const answer = { task_id: 'a', cost: { amount: 0.1 }, success: 'yes', data: 'none', extra: null }
    expect(readSubmission(answer)?.raw).toEqual(answer)
  })
})

describe('the cost of an answer', () => {
  const costOf = (json: string) => readSubmission(JSON.parse(`{"task_id":"a","cost":${json}}`))?.response.cost

  it.each([
    ['{"amount":0.216,"currency":"credit"}', { amount: 0.216, currency: 'credit' }],
    ['{"amount":0}', { amount: 0, currency: 'credit' }],
    ['{"amount":1e308}', undefined],
    ['{"amount":1e999}', undefined],
    ['{"amount":-1}', undefined],
    ['{"amount":"0.2"}', undefined],
  ])('of %s is %j', (json, cost) => {
    expect(costOf(json)).toEqual(cost)
  })
})

describe('the images of an answer', () => {
  const imagesOf = (...data: unknown[]) => readSubmission({ data })?.response.images

  it.each([0, '', '0', -1, 281520112, '18446744073709551615'])('keeps the seed %j', (seed) => {
    expect(imagesOf({ image_url: 'https://a.b/c', seed })).toMatchObject([{ seed }])
  })

  it('keeps an empty prompt', () => {
    expect(imagesOf({ image_url: 'https://a.b/c', prompt: '' })).toMatchObject([{ prompt: '' }])
  })

  it('has no seed where JSON says a number beyond every measure, which no record could hold', () => {
    expect(imagesOf(JSON.parse('{"image_url":"https://a.b/c","seed":1e999}'))).not.toHaveProperty('0.seed')
  })

  it('has no seed and no prompt where the service sent none', () => {
    expect(Object.keys(imagesOf({ image_url: 'https://a.b/c' })?.[0] ?? {})).toEqual(['url', 'raw'])
  })

  it.each([{ seed: null }, { seed: true }, { seed: { value: 1 } }, { prompt: 7 }, { prompt: null }])(
    'ignores %j, but keeps it in raw',
    (fields) => {
      const sent = { image_url: 'https://a.b/c', ...fields }
      expect(imagesOf(sent)).toEqual([{ url: 'https://a.b/c', raw: sent }])
    },
  )

  it('keeps timings and whatever else comes in raw, false and 0 included', () => {
    const sent = { image_url: 'https://a.b/c', timings: 0, nsfw: false, cost: { amount: 0 } }
    expect(imagesOf(sent)?.[0]?.raw).toEqual(sent)
  })

  it('skips elements without a link and keeps the others', () => {
    expect(imagesOf(null, {}, { image_url: '' }, { image_url: 7 }, 'x', { image_url: 'https://a.b/c' })).toEqual([
      { url: 'https://a.b/c', raw: { image_url: 'https://a.b/c' } },
    ])
  })

  it.each([undefined, null, {}, 'x', 0])('there are none when data is %j', (data) => {
    expect(readSubmission({ success: true, data })?.response.images).toEqual([])
  })
})

describe('readTask', () => {
  it('reads the documented task', () => {
    expect(readTask(task)).toEqual({
      id: '2db0168c-0d3b-4a1d-8a4f-4a5e6c9d6b11',
      traceId: '6624929c-1ba4-4c2d-a0a4-1f0f37e32c7b',
      createdAtMs: 1736304669779,
      startedAtMs: 1736304669839,
      finishedAtMs: 1736304679439,
      elapsedMs: 9600,
      model: undefined,
      prompt: 'a white siamese cat',
      response: {
        empty: false,
        success: true,
        statusWord: undefined,
        error: undefined,
        images: [
          {
            url: 'https://cdn.example.com/x_0.png',
            prompt: 'a white siamese cat',
            seed: 281520112,
            raw: task.response.data[0],
          },
        ],
      },
      raw: task,
    })
  })

  it.each([
    ['2025-01-08T02:51:09.779Z', 1736304669779],
    ['2025-01-08T02:51:09.779000Z', 1736304669779],
    ['2025-01-08T10:51:09.779+08:00', 1736304669779],
    ['2025-01-08T02:51:09.779', 1736304669779],
    ['2025-01-08 02:51:09.779000', 1736304669779],
    ['2025-01-08T02:51:09', 1736304669000],
  ])('reads the time %j', (created_at, createdAtMs) => {
    expect(readTask({ id: 'a', created_at })).toMatchObject({ createdAtMs })
  })

  it.each([0, -1, Infinity, 1e300, '', 'soon', 'phase 2', '5', '2025-13-45T00:00:00Z', null, true, {}, []])(
    'takes %j for no time',
    (time) => {
      expect(readTask({ id: 'a', created_at: time, started_at: time, finished_at: time })).toMatchObject({
        createdAtMs: undefined,
        startedAtMs: undefined,
        finishedAtMs: undefined,
      })
    },
  )

  it('takes numbers beyond every measure for none', () => {
    const answer = JSON.parse('{"id": "a", "elapsed": 1e999, "request": {"count": 1e999}}') as unknown
    expect(readTask(answer)).toMatchObject({ elapsedMs: undefined, count: undefined })
  })

  it('keeps an elapsed time of 0', () => {
    expect(readTask({ id: 'a', elapsed: 0 })).toMatchObject({ elapsedMs: 0 })
  })

  it.each([undefined, null, {}])('a task with the response %j has not been answered', (response) => {
    expect(readTask({ id: 'a', response })?.response).toMatchObject({ empty: true, images: [], success: undefined })
  })

  it('does not take the links of the echoed request for results', () => {
    const request = { action: 'edit', image_url: 'https://a.b/in.png', callback_url: 'https://a.b/hook' }
    expect(readTask({ id: 'a', request })?.response.images).toEqual([])
  })

  it('finds the trace id in the response where the task has none', () => {
    expect(readTask({ id: 'a', response: { trace_id: 'inner' } })).toMatchObject({ traceId: 'inner' })
  })

  it.each([
    [{ status: ' Succeeded ' }, 'succeeded'],
    [{ state: 'PENDING' }, 'pending'],
    [{ status: 'failed', state: 'running' }, 'failed'],
    [{ status: '', state: 'running' }, 'running'],
    [{ status: 7, state: null }, undefined],
  ])('reads the status word of %j as %j', (response, statusWord) => {
    expect(readTask({ id: 'a', response })?.response.statusWord).toBe(statusWord)
  })

  it.each([false, true])('keeps success: %j', (success) => {
    expect(readTask({ id: 'a', response: { success } })?.response.success).toBe(success)
  })

  it.each(['true', 1, null])('takes success: %j for none', (success) => {
    expect(readTask({ id: 'a', response: { success } })?.response.success).toBeUndefined()
  })

  it.each([null, [], 'a', {}, { id: '' }, { id: 7.5 }, { id: 'a', response: 'done' }, { id: 'a', response: [] }])(
    '%j is not a task',
    (json) => {
      expect(readTask(json)).toBeUndefined()
    },
  )
})

describe('readServiceError', () => {
  it.each([
    [
      { code: 'used_up', message: 'no balance' },
      { code: 'used_up', message: 'no balance' },
    ],
    [
      { code: 0, message: '' },
      { code: '0', message: undefined },
    ],
    [{ code: 400 }, { code: '400', message: undefined }],
    [{ message: 'odd' }, { code: undefined, message: 'odd' }],
    [{}, { code: undefined, message: undefined }],
    [
      { code: '', message: 7 },
      { code: undefined, message: undefined },
    ],
    ['fetch failed', { code: undefined, message: 'fetch failed' }],
    ['', undefined],
    [undefined, undefined],
    [null, undefined],
    [[], undefined],
    [500, undefined],
  ])('reads %j as %j', (error, reading) => {
    expect(readServiceError(error)).toEqual(reading)
  })
})

describe('readBatch', () => {
  it('hands out the items unread, so that one that cannot be read fails on its own', () => {
    expect(readBatch({ items: [task, null, 7], count: 3 })).toEqual([task, null, 7])
  })

  it.each([null, {}, { items: null }, { items: {} }, [], 'x'])('%j is not a batch', (json) => {
    expect(readBatch(json)).toBeUndefined()
  })
})

describe('reading any JSON', () => {
  const names = [
    'id',
    'task_id',
    'response',
    'data',
    'items',
    'error',
    'code',
    'success',
    'status',
    'image_url',
    'seed',
  ]
  const anyAnswer = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names, '__proto__', 'created_at', 'finished_at'), tie('value')),
    ),
  })).value

  it('never throws', () => {
    fc.assert(
      fc.property(anyAnswer, (json) => {
        for (const read of [readSubmission, readTask, readBatch, readUpload, readServiceError]) read(json)
      }),
    )
  })

  it('never loses or changes what came', () => {
    fc.assert(
      fc.property(anyAnswer, (json) => {
        const before = JSON.stringify(json)
        expect(JSON.stringify(readSubmission(json)?.raw ?? json)).toBe(before)
      }),
    )
  })

  it('reads only images that have a link', () => {
    fc.assert(
      fc.property(anyAnswer, (data) => {
        for (const image of readSubmission({ data })?.response.images ?? []) expect(image.url).not.toBe('')
      }),
    )
  })
})

describe('readUpload', () => {
  it('reads the documented answer', () => {
    expect(readUpload({ file_url: 'https://cdn.example.com/7f849b80b9.png', mime: 'image/png' })).toEqual({
      url: 'https://cdn.example.com/7f849b80b9.png',
      mimeType: 'image/png',
    })
  })

  it('does without the type', () => {
    expect(readUpload({ file_url: 'https://a.b/c', mime: 7 })).toEqual({ url: 'https://a.b/c', mimeType: undefined })
  })

  it.each([{}, { file_url: '' }, { file_url: 7 }, null, []])('%j holds no link', (json) => {
    expect(readUpload(json)).toBeUndefined()
  })
})
