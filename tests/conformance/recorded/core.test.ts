import { checkRequest } from '@fluxkit/core'
import { type CallbackEvent, createCallbackReceiver, generateCallbackKey } from '@fluxkit/core/callbacks'
import { expect, test } from 'vitest'
import { script } from '../script.ts'
import { currentGuide, guideSizes, type RecordedRequest, recordedRuns, recordedSubmissions } from './recorded-runs.ts'

/** The recorded request as a caller of core writes it. */
function inCore({ image_url: imageUrl = '', action, ...fields }: RecordedRequest) {
  return action === 'edit' ? ({ action, imageUrl, ...fields } as const) : ({ action, ...fields } as const)
}

test.each(recordedSubmissions)('$edition $at: core accepts $request', ({ request }) => {
  expect(checkRequest(inCore(request))).toEqual([])
})

test.each(recordedSubmissions)('$edition $at: core sends what was sent: $request', async ({ request, response }) => {
  const { client, requests, settle } = script([{ body: response }])
  const { action, ...fields } = inCore(request)
  await settle(client[action](fields as never, { mode: 'sync' }))
  // An edit makes one image in both editions, so core leaves the number out.
  const { count, ...sent } = request
  expect(requests[0]?.body).toMatchObject(action === 'edit' || count === undefined ? sent : request)
})

test.each(recordedSubmissions)(
  '$edition $at: core reads the whole answer to $request',
  async ({ request, response }) => {
    const { client, settle } = script([{ body: response }])
    const { action, ...fields } = inCore(request)
    const result = await settle(client[action](fields as never, { mode: 'sync' }))
    expect(result).toMatchObject({
      taskId: response.task_id ?? '',
      images: response.data.map(({ image_url }) => ({ url: image_url })),
      ...(response.trace_id !== undefined && { traceId: response.trace_id }),
      ...(response.cost && { cost: response.cost }),
      raw: response,
    })
  },
)

test.each(guideSizes())('core accepts %s with %s, as the current guide says', (model, size) => {
  expect(checkRequest({ action: 'generate', prompt: 'a fox', model, size })).toEqual([])
})

const ableToEdit = guideSizes().filter(([model]) => currentGuide.edit.includes(model))

test.each(ableToEdit)('core edits with %s at %s, as the current guide says', (model, size) => {
  const imageUrl = 'https://cdn.acedata.cloud/ytj2qy.png'
  expect(checkRequest({ action: 'edit', prompt: 'a fox', model, size, imageUrl })).toEqual([])
})

const callbacks = recordedRuns.flatMap(({ callback }) => callback ?? [])

test.each(callbacks)('core reads the recorded callback of task $task_id', async (body) => {
  const events: CallbackEvent[] = []
  const receiver = createCallbackReceiver({
    secretKey: generateCallbackKey(),
    publicUrl: 'https://bot.example.com',
    onResult: (event) => void events.push(event),
    onError: (error) => {
      throw error
    },
  })
  const work: Promise<unknown>[] = []
  const call = new Request(await receiver.urlFor('job-1'), { method: 'POST', body: JSON.stringify(body) })
  const { status } = await receiver.handle(call, { waitUntil: (each) => void work.push(each) })
  await Promise.all(work)
  expect([status, events]).toEqual([200, [{ jobKey: 'job-1', taskId: body.task_id, traceId: body.trace_id, body }]])
})
