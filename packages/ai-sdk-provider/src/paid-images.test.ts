import { inspect } from 'node:util'
import { APICallError } from '@ai-sdk/provider'
import { eventually } from '@fluxkit/tooling/time'
import { RetryError } from 'ai'
import { describe, expect, test } from 'vitest'
import type { AcceptedTask } from './run-task.ts'
import { FluxkitError } from './fluxkit-error.ts'
import { createLab, options } from './fixtures/lab.ts'

const edit = { images: ['https://cdn.acedata.cloud/ytj2qy.png'], text: 'night' }

describe('an image that is paid for', () => {
  test('and can’t be downloaded is fetched later by its task, for free', async () => {
    await using lab = await createLab()
    lab.simulator.faults.add({ kind: 'image-html' })
    const error = await lab.failure()
    const [task] = lab.simulator.tasks
    expect(error).toMatchObject({
      name: 'FluxkitError',
      code: 'not_an_image',
      charged: 'yes',
      isRetryable: false,
      taskId: task?.id,
      taskIds: [task?.id],
      imageUrls: [`${lab.url}/sandbox-images/${task?.id}_0.png`],
      advice:
        'Pass providerOptions.fluxkit.taskId to fetch the images of this task for free; the same call without it pays again.',
    })
    expect(error.message).toContain(error.advice)
    lab.simulator.faults.clear()
    const { images } = await lab.generate(options({ taskId: error.taskId }))
    expect(images).toHaveLength(1)
    expect(lab.simulator.stats).toMatchObject({ submissions: 1, charges: 1 })
  })

  test('is returned although another of its task can’t be downloaded', async () => {
    await using lab = await createLab()
    lab.simulator.faults.add({ kind: 'image-404', times: 1 })
    const { images, warnings } = await lab.generate({ n: 2 })
    const [task] = lab.simulator.tasks
    expect(images).toHaveLength(1)
    expect(warnings).toEqual([
      { type: 'other', message: expect.stringContaining(`HTTP 404, image_unavailable, task ${task?.id}]`) },
    ])
    expect((await lab.generate(options({ taskId: task?.id }))).images).toHaveLength(2)
    expect(lab.simulator.stats.submissions).toBe(1)
  })

  test('is returned although another edit of the call was refused', async () => {
    await using lab = await createLab()
    lab.simulator.faults.add({ kind: 'moderation', times: 1 })
    const model = lab.provider.imageModel('flux-kontext-pro')
    const { images, warnings } = await lab.generate({ model, prompt: edit, n: 2, size: '1024x1024' })
    expect(images).toHaveLength(1)
    expect(warnings).toMatchObject([
      { feature: 'size' },
      { message: expect.stringMatching(/Nothing was charged\..*moderated/) },
    ])
    expect(lab.simulator.stats).toMatchObject({ submissions: 2, charges: 1 })
  })

  test('after an abort is fetched by its task; the error is an AbortError', async () => {
    await using lab = await createLab()
    const controller = new AbortController()
    lab.clock.setTimer(() => controller.abort(), 3_000)
    const error = await lab.failure({ abortSignal: controller.signal })
    const [task] = lab.simulator.tasks
    expect(error).toMatchObject({ name: 'AbortError', code: 'aborted', charged: 'yes', taskId: task?.id })
    expect((await lab.generate(options({ taskId: error.taskId }))).images).toHaveLength(1)
    expect(lab.simulator.stats.submissions).toBe(1)
  })

  test('by an edit of an aborted call is in the error, though another edit was never sent', async () => {
    await using lab = await createLab()
    // The second submission waits for its turn longer than the first image takes.
    lab.simulator.faults.add({ kind: '429', times: 1, retryAfter: 30 })
    const controller = new AbortController()
    lab.clock.setTimer(() => controller.abort(), 20_000)
    const model = lab.provider.imageModel('flux-kontext-pro')
    const error = await lab.failure({ model, prompt: edit, n: 2, abortSignal: controller.signal })
    const [task] = lab.simulator.tasks
    expect(error).toMatchObject({ name: 'AbortError', charged: 'yes', isRetryable: false, taskIds: [task?.id] })
    expect(error.advice).toContain('providerOptions.fluxkit.taskId')
    expect(error.imageUrls).toHaveLength(1)
    expect((await lab.generate(options({ taskId: error.taskId }))).images).toHaveLength(1)
    expect(lab.simulator.stats).toMatchObject({ submissions: 2, charges: 1 })
  })

  test('of a task that runs too long is fetched later', async () => {
    await using lab = await createLab({ simulator: { durationsMs: () => 60_000 } })
    const error = await lab.failure(options({ deadlineMs: 20_000 }))
    expect(error).toMatchObject({ code: 'wait_deadline', charged: 'yes', isRetryable: false })
    expect((await lab.generate(options({ taskId: error.taskId }))).images).toHaveLength(1)
    expect(lab.simulator.stats.submissions).toBe(1)
  })

  test('is waited for when an error to the submission names its task', async () => {
    const tasks: AcceptedTask[] = []
    await using lab = await createLab({ onTask: (task) => void tasks.push(task) })
    lab.simulator.faults.add({ kind: 'error-with-task', status: 503 })
    const { images } = await lab.generate()
    expect(images).toHaveLength(1)
    expect(tasks).toMatchObject([{ taskId: lab.simulator.tasks[0]?.id }])
    expect(lab.simulator.stats).toMatchObject({ submissions: 1, charges: 1 })
  })

  test('and is too large says where it is', async () => {
    await using lab = await createLab()
    lab.simulator.faults.add({ kind: 'image-endless' })
    const error = await lab.failure()
    expect(error).toMatchObject({ code: 'image_too_large', imageUrls: [expect.stringMatching(/^http/)] })
    expect(error.advice).toBe('Download it yourself: the error has its link in imageUrls.')
  })

  test('by a failed task keeps its link in the error, outside of message and data', async () => {
    await using lab = await createLab()
    lab.simulator.faults.add({ kind: 'failure-with-image', billed: true })
    const error = await lab.failure()
    expect(error).toMatchObject({ code: 'task_failed', charged: 'yes', cost: { amount: 0.216, currency: 'credit' } })
    expect(error.imageUrls).toEqual([expect.stringMatching(/^http/)])
    const { data, message } = error
    expect(JSON.stringify({ data, message })).not.toContain(error.imageUrls[0])
  })
})

describe('onTask', () => {
  test('gets each task as soon as it is accepted', async () => {
    const tasks: AcceptedTask[] = []
    await using lab = await createLab({ onTask: (task) => void tasks.push(task) })
    const startMs = lab.clock.now()
    await lab.generate()
    const [task] = lab.simulator.tasks
    expect(tasks).toEqual([{ taskId: task?.id, traceId: task?.traceId, modelId: 'flux-dev', submittedAtMs: startMs }])
  })

  test('gets a task whose call was aborted before its answer came', async () => {
    const tasks: AcceptedTask[] = []
    await using lab = await createLab({ onTask: (task) => void tasks.push(task) })
    lab.simulator.faults.add({ kind: 'slow', ms: 3_000 })
    const controller = new AbortController()
    lab.clock.setTimer(() => controller.abort(), 1_000)
    const error = await lab.failure({ abortSignal: controller.signal })
    expect(error).toMatchObject({ name: 'AbortError', charged: 'unknown', isRetryable: false })
    await lab.clock.advance(5_000)
    await eventually(() => expect(tasks).toMatchObject([{ taskId: lab.simulator.tasks[0]?.id }]))
  })

  test('costs no image when it never ends', async () => {
    await using lab = await createLab({ onTask: () => new Promise(() => undefined) })
    expect((await lab.generate()).images).toHaveLength(1)
  })

  test('costs no image when it fails', async () => {
    await using lab = await createLab({ onTask: () => Promise.reject(new Error('The database is down.')) })
    const { images, warnings } = await lab.generate()
    expect(images).toHaveLength(1)
    expect(warnings).toEqual([{ type: 'other', message: `onTask failed. [task ${lab.simulator.tasks[0]?.id}]` }])
  })
})

describe('a call that may be made again', () => {
  test('is made again by generateImage, after the time that the service asks for, and pays once', async () => {
    await using lab = await createLab({ client: { retry: { maxAttempts: 1 } } })
    lab.simulator.faults.add({ kind: '429', times: 2, retryAfter: 7 })
    const startMs = lab.clock.now()
    const { images } = await lab.generate()
    expect(images).toHaveLength(1)
    // Twice 7 s, then the task.
    expect(lab.clock.now() - startMs).toBeGreaterThanOrEqual(24_000)
    expect(lab.simulator.stats).toMatchObject({ submissions: 3, charges: 1 })
  })

  test('and fails each time ends in a RetryError, which has our error inside', async () => {
    await using lab = await createLab({ client: { retry: { maxAttempts: 1 } } })
    lab.simulator.faults.add({ kind: '429' })
    const thrown = await lab.generate().catch((error: unknown) => error)
    expect(RetryError.isInstance(thrown)).toBe(true)
    expect(FluxkitError.find(thrown)).toMatchObject({ code: 'too_many_requests', charged: 'no', statusCode: 429 })
    expect(lab.simulator.stats).toMatchObject({ submissions: 3, charges: 0 })
  })

  test('isn’t one whose answer was lost', async () => {
    await using lab = await createLab({ client: { findLost: false } })
    lab.simulator.faults.add({ kind: 'reset-after' })
    const error = await lab.failure()
    expect(error).toMatchObject({ code: 'outcome_unknown', charged: 'unknown', isRetryable: false })
    expect(lab.simulator.stats).toMatchObject({ submissions: 1, charges: 1 })
  })
})

describe('an error', () => {
  test('is an APICallError that holds neither prompt nor token', async () => {
    await using lab = await createLab({ client: { token: 'token-of-somebody' } })
    lab.simulator.faults.add({ kind: 'echo-error' })
    const error = await lab.failure({ prompt: 'a fox in the snow' })
    expect(APICallError.isInstance(error)).toBe(true)
    expect(error).toMatchObject({ url: `${lab.url}/flux/images`, statusCode: 400, requestBodyValues: {} })
    expect(error.traceId).toEqual(expect.any(String))
    const shown = `${error.message} ${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)}`
    expect(shown).not.toMatch(/fox in the snow|token-of-somebody/)
  })

  test('of another copy of the package is known', () => {
    const marker = Symbol.for('fluxkit.ai-sdk-provider.error')
    expect(FluxkitError.isInstance({ [marker]: true })).toBe(true)
    expect(FluxkitError.isInstance(new Error('other'))).toBe(false)
    expect(FluxkitError.find(undefined)).toBeUndefined()
  })
})
