import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { createSimulator, type Simulator } from '../simulator.ts'
import type { SimulatorOptions } from '../options.ts'

type Json = Record<string, unknown>

/** A simulator on a clock that stands still, and short ways to ask it. */
export interface Harness {
  readonly simulator: Simulator
  readonly clock: FakeClock
  readonly post: (
    path: string,
    body: unknown,
    init?: { token?: string | null; signal?: AbortSignal },
  ) => Promise<Response>
  /** Submits with `async: true`; fields given here win. */
  readonly submit: (fields?: Json, token?: string) => Promise<Response>
  /** Submits and returns the id. */
  readonly start: (fields?: Json) => Promise<string>
  readonly poll: (id: string) => Promise<Json>
  readonly pollBatch: (ids: readonly string[]) => Promise<Json>
  readonly image: (name: string, init?: RequestInit) => Promise<Response>
}

const base = 'https://api.acedata.cloud'

export function createHarness(options: SimulatorOptions = {}): Harness {
  const clock = createFakeClock()
  const simulator = createSimulator({ clock, durationsMs: () => 5_000, ...options })

  const post: Harness['post'] = (path, body, { token = 'token', signal } = {}) =>
    simulator.fetch(base + path, {
      method: 'POST',
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    })
  const submit: Harness['submit'] = (fields = {}, token = 'token') =>
    post('/flux/images', { action: 'generate', prompt: 'a red fox', async: true, ...fields }, { token })

  return {
    simulator,
    clock,
    post,
    submit,
    async start(fields) {
      const answer = (await (await submit(fields)).json()) as { task_id: string }
      return answer.task_id
    },
    poll: async (id) => (await (await post('/flux/tasks', { action: 'retrieve', id })).json()) as Json,
    pollBatch: async (ids) => (await (await post('/flux/tasks', { action: 'retrieve_batch', ids })).json()) as Json,
    image: (name, init) => simulator.fetch(`${base}/sandbox-images/${name}`, init),
  }
}
