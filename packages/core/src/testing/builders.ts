/** Answers of the service in its own spelling, with everything that a test does not care about filled in. */

/** `POST /flux/images` with `async: true`. */
export function anAcceptance(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { task_id: 'task-1', trace_id: 'trace-1', ...fields }
}

/** The synchronous answer, and the body of a callback. */
export function anImageAnswer(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { success: true, task_id: 'task-1', trace_id: 'trace-1', data: [anImage()], ...fields }
}

/** One element of `data`. */
export function anImage(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    prompt: 'a white siamese cat',
    image_url: 'https://cdn.example.com/cat.png',
    seed: 281520112,
    timings: { inference: 3.193 },
    ...fields,
  }
}

/** An error answer of any endpoint. */
export function anErrorAnswer(code: string, message = 'It did not work.'): Record<string, unknown> {
  return { success: false, error: { code, message }, trace_id: 'trace-1' }
}

/** A task that is being worked on. */
export function aRunningTask(id = 'task-1', fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    _id: '677de81d0000000000000000',
    id,
    trace_id: 'trace-1',
    created_at: 1736304669.779,
    started_at: 1736304669.839,
    request: { action: 'generate', size: '1024x1024', prompt: 'a white siamese cat' },
    ...fields,
  }
}

/** A finished task with one image. */
export function aFinishedTask(id = 'task-1', fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return aRunningTask(id, {
    finished_at: 1736304679.439,
    elapsed: 9.6,
    response: anImageAnswer({ task_id: id }),
    ...fields,
  })
}

/** The answer to `retrieve_batch`. */
export function aBatch(...items: readonly unknown[]): Record<string, unknown> {
  return { items, count: items.length }
}
