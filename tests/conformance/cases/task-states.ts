import type { FluxError } from '@fluxkit/core'
import { aBatch, anImage, anImageAnswer, aRunningTask, type ScriptStep } from '@fluxkit/core/testing'
import type { Fault } from '@fluxkit/simulator'
import { expect } from 'vitest'
import type { Lab } from '../../support/lab.ts'
import { type PeerChecks, type RawLab, requirement } from '../requirement.ts'
import { failure, type Script } from '../script.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const
const finished = { finished_at: 1736304679.439, elapsed: 9.6 }

/** What core makes of one look at a task. */
async function poll(script: Script, fields: Record<string, unknown>): Promise<string> {
  const { client } = script([{ body: aRunningTask('task-1', fields) }])
  const { state, error } = await client.tasks.get('task-1')
  return error ? `${state}: ${error.summary}` : state
}

/** How a task with a fault stands, seen through core, `ms` after its submission. */
async function stateAfter(
  { client, simulator, settle, wait }: Lab,
  fault: Fault | undefined,
  ms: number,
): Promise<string> {
  if (fault) simulator.faults.add(fault)
  const { id } = await settle(client.submit(fox))
  await wait(ms)
  const { state, error } = await settle(client.tasks.get(id))
  simulator.faults.clear()
  return error ? `${state}: ${error.summary}` : state
}

/** The task itself, as raw JSON. */
async function taskAfter({ post, simulator, wait }: RawLab, fault: Fault | undefined, ms: number): Promise<unknown> {
  if (fault) simulator.faults.add(fault)
  const { task_id: id } = (await post('/flux/images', { ...fox, async: true })).json()
  await wait(ms)
  simulator.faults.clear()
  return (await post('/flux/tasks', { action: 'retrieve', id })).json()
}

const image = { data: [{ image_url: expect.any(String) as string }] }

requirement('FLUX-TASK-01', {
  async scripted(script) {
    const links = { image_url: 'https://example.com/cat.png', callback_url: 'https://example.com/done' }
    expect(await poll(script, { request: { action: 'edit', ...links, data: [anImage()] } })).toBe('running')
    expect(await poll(script, { status: 'succeeded', image_url: links.image_url, data: [anImage()] })).toBe('running')
  },
  async through({ client, settle, wait, url }) {
    const links = { imageUrl: `${url}/cat.png`, callbackUrl: 'http://127.0.0.1:9/done' }
    const { id } = await settle(client.submit({ action: 'edit', prompt: 'night', model: 'flux-kontext-pro', ...links }))
    await wait(1_000)
    expect((await settle(client.tasks.get(id))).state).toBe('running')
  },
  async simulator({ post, url, wait }) {
    const links = { image_url: `${url}/cat.png`, callback_url: 'http://127.0.0.1:9/done' }
    const body = { action: 'edit', prompt: 'night', model: 'flux-kontext-pro', size: '1:1', ...links }
    const { task_id: id } = (await post('/flux/images', body)).json()
    await wait(1_000)
    const task = (await post('/flux/tasks', { action: 'retrieve', id })).json()
    expect(task).toMatchObject({ request: links })
    expect(task).not.toHaveProperty('response')
  },
})

requirement('FLUX-TASK-02', {
  async scripted(script) {
    expect(await poll(script, {})).toBe('running')
  },
  async through(lab) {
    expect(await stateAfter(lab, undefined, 9_000)).toBe('running')
  },
  async simulator(lab) {
    expect(await taskAfter(lab, undefined, 9_000)).not.toHaveProperty('response')
  },
})

requirement('FLUX-TASK-03', {
  async scripted(script) {
    expect(await poll(script, { response: null })).toBe('running')
  },
})

requirement('FLUX-TASK-04', {
  async scripted(script) {
    expect(await poll(script, { response: {} })).toBe('running')
    expect(await poll(script, { response: {}, ...finished })).toBe('running')
  },
})

/** What each of the words means, under both names, whatever else the response says. */
function allStatuses(all: readonly string[], rest: Record<string, unknown>, expected: string): PeerChecks['scripted'] {
  return async (script) => {
    for (const word of [...all, ...all.map((each) => each.toUpperCase())]) {
      for (const name of ['status', 'state']) {
        expect([word, await poll(script, { response: { [name]: word, ...rest } })]).toEqual([word, expected])
      }
    }
  }
}

const good = ['succeed', 'succeeded', 'success', 'complete', 'completed', 'finished']
const bad = ['failed', 'failure', 'error', 'cancelled', 'canceled', 'rejected']

requirement('FLUX-TASK-05', {
  scripted: allStatuses(good, { data: [anImage()] }, 'succeeded'),
  async through(lab) {
    for (const word of good) {
      expect(await stateAfter(lab, { kind: 'status-word', word, when: 'finished' }, 11_000)).toBe('succeeded')
    }
  },
  async simulator(lab) {
    const fault = { kind: 'status-word', word: 'completed', when: 'finished' } as const
    expect(await taskAfter(lab, fault, 11_000)).toMatchObject({ response: { status: 'completed', ...image } })
  },
})

/** A task that shows the same on every poll: how long its wait takes, and what it comes to. */
async function waitFor(script: Script, fields: Record<string, unknown>): Promise<readonly [FluxError, number]> {
  const { client, clock, settle } = script(
    Array.from({ length: 99 }, () => ({ body: aBatch(aRunningTask('task-1', fields)) })),
  )
  const startMs = clock.now()
  return [await settle(failure(client.tasks.wait('task-1'))), clock.now() - startMs]
}

const withoutImage = { code: 'finished_without_image', summary: 'The task finished without an image.' }

requirement('FLUX-TASK-06', {
  async scripted(script) {
    await allStatuses(good, { success: true }, 'running')(script)
    for (const word of good) {
      const [error, elapsedMs] = await waitFor(script, { response: { success: true, status: word } })
      expect(error).toMatchObject(withoutImage)
      expect(elapsedMs).toBeGreaterThanOrEqual(10_000)
    }
  },
})

requirement('FLUX-TASK-07', {
  async scripted(script) {
    for (const word of bad) {
      const expected = `failed: The task failed: The service reports: ${word}.`
      for (const name of ['status', 'state']) expect(await poll(script, { response: { [name]: word } })).toBe(expected)
    }
    expect(await poll(script, { response: { status: 'failed', error: { code: 'x', message: 'no GPU' } } })).toBe(
      'failed: The task failed: no GPU.',
    )
  },
  async through(lab) {
    for (const word of bad) {
      const state = await stateAfter(lab, { kind: 'status-word', word, when: 'finished' }, 11_000)
      expect(state).toBe(`failed: The task failed: The service reports: ${word}.`)
    }
  },
  async simulator(lab) {
    const fault = { kind: 'status-word', word: 'cancelled', when: 'finished' } as const
    expect(await taskAfter(lab, fault, 11_000)).toMatchObject({ response: { status: 'cancelled' } })
  },
})

requirement('FLUX-TASK-08', {
  scripted: allStatuses(['pending', 'processing', 'warming_up', 'queued'], {}, 'running'),
  async through(lab) {
    expect(await stateAfter(lab, { kind: 'status-word', word: 'processing' }, 5_000)).toBe('running')
  },
  async simulator(lab) {
    const task = await taskAfter(lab, { kind: 'status-word', word: 'processing' }, 5_000)
    expect(task).toMatchObject({ response: { status: 'processing' } })
    expect(task).not.toHaveProperty('finished_at')
  },
})

requirement('FLUX-TASK-09', {
  async scripted(script) {
    expect(await poll(script, { response: anImageAnswer() })).toBe('succeeded')
    expect(await poll(script, { response: anImageAnswer(), ...finished })).toBe('succeeded')
  },
  async through(lab) {
    expect(await stateAfter(lab, undefined, 11_000)).toBe('succeeded')
  },
  async simulator(lab) {
    expect(await taskAfter(lab, undefined, 11_000)).toMatchObject({ response: { success: true, ...image } })
  },
})

requirement('FLUX-TASK-10', {
  async scripted(script) {
    expect(await poll(script, { response: { success: true, task_id: 'task-1' } })).toBe('running')
    expect(await poll(script, { response: { success: true, data: [] } })).toBe('running')
  },
  async through(lab) {
    expect(await stateAfter(lab, { kind: 'accepted-response' }, 5_000)).toBe('running')
  },
  async simulator(lab) {
    const task = await taskAfter(lab, { kind: 'accepted-response' }, 5_000)
    expect(task).toMatchObject({ response: { success: true } })
    expect(task).not.toHaveProperty('finished_at')
  },
})

requirement('FLUX-TASK-11', {
  async scripted(script) {
    for (const response of [{ success: true }, { success: true, data: [{}] }]) {
      expect(await poll(script, { response, ...finished })).toBe('running')
      const [error, elapsedMs] = await waitFor(script, { response, ...finished })
      expect(error).toMatchObject(withoutImage)
      expect(elapsedMs).toBeGreaterThanOrEqual(10_000)
    }
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'no-image' })
    expect(await settle(failure(client.generate({ prompt: 'a red fox' })))).toMatchObject(withoutImage)
  },
  async simulator(lab) {
    const task = await taskAfter(lab, { kind: 'no-image' }, 11_000)
    expect(task).toMatchObject({ response: { success: true, data: [] }, finished_at: expect.any(Number) as number })
  },
})

const noGpu = { success: false, error: { code: 'api_error', message: 'no GPU' } }

requirement('FLUX-TASK-12', {
  async scripted(script) {
    const { client } = script([{ body: aRunningTask('task-1', { response: noGpu }) }])
    const { state, error } = await client.tasks.get('task-1')
    expect([state, error]).toMatchObject([
      'failed',
      { code: 'task_failed', serviceCode: 'api_error', summary: 'The task failed: no GPU.' },
    ])
  },
  async through(lab) {
    const fault = { kind: 'task-fails', message: 'no GPU' } as const
    expect(await stateAfter(lab, fault, 11_000)).toBe('failed: The task failed: no GPU.')
  },
  async simulator(lab) {
    expect(await taskAfter(lab, { kind: 'task-fails', message: 'no GPU' }, 11_000)).toMatchObject({ response: noGpu })
  },
})

requirement('FLUX-TASK-13', {
  async scripted(script) {
    const bare = { success: false, error: 'fetch failed' }
    expect(await poll(script, { response: bare, ...finished })).toBe('failed: The task failed: fetch failed.')
    expect(await poll(script, { response: { success: false }, ...finished })).toBe(
      'failed: The task failed: The service gave no reason.',
    )
  },
  async through(lab) {
    expect(await stateAfter(lab, { kind: 'bare-failure' }, 11_000)).toBe('failed: The task failed: fetch failed.')
  },
  async simulator(lab) {
    expect(await taskAfter(lab, { kind: 'bare-failure' }, 11_000)).toMatchObject({
      response: { success: false, error: 'fetch failed' },
      finished_at: expect.any(Number) as number,
    })
  },
})

const hiccup: ScriptStep = {
  body: aBatch(aRunningTask('task-1', { response: { success: false, error: 'fetch failed' } })),
}
const running: ScriptStep = { body: aBatch(aRunningTask()) }
const done: ScriptStep = { body: aBatch(aRunningTask('task-1', { response: anImageAnswer() })) }

requirement('FLUX-TASK-14', {
  async scripted(script) {
    expect(await poll(script, { response: { success: false, error: 'fetch failed' } })).toBe('running')
    expect(await poll(script, { response: { success: false } })).toBe('running')
    const { client, settle } = script([hiccup, hiccup, done])
    expect((await settle(client.tasks.wait('task-1'))).images).toHaveLength(1)
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'hiccup', polls: 2 })
    const { images } = await settle(client.generate({ prompt: 'a red fox' }))
    expect(images).toHaveLength(1)
  },
  async simulator(lab) {
    const task = await taskAfter(lab, { kind: 'hiccup' }, 5_000)
    expect(task).toMatchObject({ response: { success: false, error: 'fetch failed' } })
    expect(task).not.toHaveProperty('finished_at')
  },
})

requirement('FLUX-TASK-15', {
  async scripted(script) {
    const three = script([hiccup, hiccup, hiccup])
    const error = await three.settle(failure(three.client.tasks.wait('task-1')))
    expect(error).toMatchObject({ code: 'task_failed', summary: 'The task failed: fetch failed.' })
    // Not in a row: one look in between shows it running.
    const apart = script([hiccup, hiccup, running, hiccup, hiccup, done])
    expect((await apart.settle(apart.client.tasks.wait('task-1'))).images).toHaveLength(1)
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'hiccup-forever' })
    const error = await settle(failure(client.generate({ prompt: 'a red fox' })))
    expect(error).toMatchObject({ code: 'task_failed', summary: 'The task failed: fetch failed.' })
    expect(simulator.tasks).toMatchObject([{ polls: 3 }])
  },
  async simulator({ post, simulator, wait }) {
    simulator.faults.add({ kind: 'hiccup-forever' })
    const { task_id: id } = (await post('/flux/images', { ...fox, async: true })).json()
    for (let round = 0; round < 4; round++) {
      await wait(5_000)
      const task = (await post('/flux/tasks', { action: 'retrieve', id })).json()
      expect(task['response']).toMatchObject({ success: false, error: 'fetch failed' })
      expect(task).not.toHaveProperty('finished_at')
    }
  },
})

requirement('FLUX-TASK-19', {
  async scripted(script) {
    expect(await poll(script, { response: { ...anImageAnswer(), status: 'failed' } })).toContain('failed: ')
    expect(await poll(script, { response: { ...anImageAnswer(), status: 'pending' }, ...finished })).toBe('running')
    expect(await poll(script, { response: { ...anImageAnswer(), success: false, status: 'completed' } })).toBe(
      'succeeded',
    )
  },
  async through(lab) {
    const fault = { kind: 'status-word', word: 'rejected', when: 'finished' } as const
    expect(await stateAfter(lab, fault, 11_000)).toBe('failed: The task failed: The service reports: rejected.')
  },
  async simulator(lab) {
    const fault = { kind: 'status-word', word: 'rejected', when: 'finished' } as const
    expect(await taskAfter(lab, fault, 11_000)).toMatchObject({ response: { success: true, status: 'rejected' } })
  },
})
