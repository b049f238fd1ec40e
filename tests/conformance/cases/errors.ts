import { anAcceptance, anErrorAnswer, aRunningTask, type ScriptStep } from '@fluxkit/core/testing'
import type { Fault } from '@fluxkit/simulator'
import { expect } from 'vitest'
import { type PeerChecks, requirement } from '../requirement.ts'
import { failure } from '../script.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const
const text = expect.any(String) as string

requirement('FLUX-ERROR-01', {
  async scripted(script) {
    const { client } = script([{ status: 400, body: anErrorAnswer('bad_request', 'size is invalid.') }])
    expect(await failure(client.submit(fox))).toMatchObject({
      code: 'bad_request',
      serviceCode: 'bad_request',
      traceId: 'trace-1',
      summary: 'The service rejected the request. It says: size is invalid.',
    })
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'error', code: 'bad_request', message: 'size is invalid.' })
    expect(await settle(failure(client.submit(fox)))).toMatchObject({ code: 'bad_request', traceId: text })
  },
  async simulator({ post }) {
    const answer = await post('/flux/images', { ...fox, size: 'big' })
    expect(answer.json()).toEqual({
      success: false,
      error: { code: 'bad_request', message: 'size is invalid.' },
      trace_id: text,
    })
  },
})

requirement('FLUX-ERROR-02', {
  async scripted(script) {
    const { client } = script([{ status: 500, body: { success: false, error: 'fetch failed', trace_id: 'trace-1' } }])
    const error = await failure(client.submit(fox))
    expect(error).toMatchObject({ code: 'api_error', summary: 'The service failed. It says: fetch failed.' })
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'bare-error' })
    const error = await settle(failure(client.submit(fox)))
    expect(error).toMatchObject({ code: 'api_error', summary: 'The service failed. It says: fetch failed.' })
  },
  async simulator({ post, simulator }) {
    simulator.faults.add({ kind: 'bare-error' })
    expect((await post('/flux/images', fox)).json()).toMatchObject({ success: false, error: 'fetch failed' })
  },
})

requirement('FLUX-ERROR-03', {
  async scripted(script) {
    const { client } = script([{ status: 500, body: { success: false } }])
    expect(await failure(client.submit(fox))).toMatchObject({ code: 'api_error', summary: 'The service failed.' })
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'no-error' })
    expect(await settle(failure(client.submit(fox)))).toMatchObject({ code: 'api_error' })
  },
  async simulator({ post, simulator }) {
    simulator.faults.add({ kind: 'no-error' })
    expect((await post('/flux/images', fox)).json()).toEqual({ success: false })
  },
})

requirement('FLUX-ERROR-04', {
  async scripted(script) {
    const { client, settle } = script([{ status: 502, body: '<html>' }, { body: aRunningTask() }])
    expect((await settle(client.tasks.get('task-1'))).state).toBe('running')
  },
  async through({ client, settle, simulator }) {
    const { id } = await settle(client.submit(fox))
    simulator.faults.add({ kind: '502', operation: 'poll', times: 1 })
    expect((await settle(client.tasks.get(id))).state).toBe('queued')
  },
  async simulator({ post, simulator }) {
    simulator.faults.add({ kind: '502' })
    const answer = await post('/flux/images', fox)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html'])
    expect(answer.text).toContain('<html>')
  },
})

requirement('FLUX-ERROR-05', {
  async scripted(script) {
    const { client } = script([{ status: 403, body: anErrorAnswer('used_up') }])
    expect((await failure(client.submit(fox))).message).toContain('trace trace-1')
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'task-fails' })
    const error = await settle(failure(client.generate({ prompt: 'a red fox' })))
    expect(error.message).toContain(`trace ${simulator.tasks[0]?.traceId}`)
  },
  async simulator({ post, simulator }) {
    for (const body of [{}, { ...fox, model: 'flux-9' }]) {
      expect((await post('/flux/images', body)).json()['trace_id']).toEqual(text)
    }
    simulator.faults.add({ kind: '429', times: 1 })
    expect((await post('/flux/images', fox)).json()['trace_id']).toEqual(text)
  },
})

interface Refusal {
  /** As the service sends it. */
  readonly code: string
  readonly statuses: readonly number[]
  /** The code of core's error. */
  readonly as: string
  /** How the simulator is brought to it, other than by a fault. */
  readonly token?: string | null
}

/** An error that stays an error: it is sent once, nothing is charged, and nothing is tried again. */
function refused({ code, statuses, as, token }: Refusal): PeerChecks {
  return {
    async scripted(script) {
      for (const status of statuses) {
        const { client, requests } = script([{ status, body: anErrorAnswer(code) }])
        const error = await failure(client.submit(fox))
        expect(error).toMatchObject({ code: as, status, charged: 'no', retryable: false, traceId: 'trace-1' })
        expect(requests).toHaveLength(1)
        const reader = script([{ status, body: anErrorAnswer(code) }])
        expect(await failure(reader.client.tasks.get('task-1'))).toMatchObject({ status, retryable: false })
      }
    },
    async through({ connect, settle, simulator }) {
      for (const status of statuses) {
        simulator.resetStats()
        simulator.faults.add({ kind: 'error', code, status, times: 1 })
        const error = await settle(failure(connect().submit(fox)))
        expect(error).toMatchObject({ code: as, status, charged: 'no', retryable: false })
        expect(simulator.stats).toMatchObject({ submissions: 1, charges: 0 })
      }
    },
    async simulator({ post, simulator }) {
      if (token !== undefined) {
        const answer = await post('/flux/images', { ...fox, async: true }, token)
        expect([statuses.includes(answer.status), answer.json()['error']]).toMatchObject([true, { code }])
      }
      for (const status of statuses) {
        simulator.faults.add({ kind: 'error', code, status, times: 1 })
        const answer = await post('/flux/images', { ...fox, async: true })
        expect([answer.status, answer.json()]).toMatchObject([status, { success: false, error: { code } }])
      }
      expect(simulator.stats.charges).toBe(0)
    },
  }
}

requirement('FLUX-ERROR-06', refused({ code: 'bad_request', statuses: [400], as: 'bad_request' }))
requirement(
  'FLUX-ERROR-07',
  refused({ code: 'token_mismatched', statuses: [400, 401], as: 'token_mismatched', token: 'sandbox-wrong-api' }),
)
requirement('FLUX-ERROR-08', refused({ code: 'api_not_implemented', statuses: [400], as: 'api_not_implemented' }))
requirement('FLUX-ERROR-09', refused({ code: 'disabled', statuses: [400], as: 'disabled', token: 'sandbox-disabled' }))
requirement('FLUX-ERROR-10', refused({ code: 'no_token', statuses: [400], as: 'no_token', token: null }))
requirement(
  'FLUX-ERROR-11',
  refused({ code: 'invalid_token', statuses: [401], as: 'invalid_token', token: 'sandbox-invalid' }),
)
requirement(
  'FLUX-ERROR-12',
  refused({ code: 'token_expired', statuses: [401], as: 'token_expired', token: 'sandbox-expired' }),
)
requirement('FLUX-ERROR-13', refused({ code: 'used_up', statuses: [403], as: 'used_up', token: 'sandbox-broke' }))
requirement('FLUX-ERROR-14', refused({ code: 'content_flagged', statuses: [403], as: 'moderated' }))
requirement('FLUX-ERROR-15', refused({ code: 'no_api', statuses: [404], as: 'no_api' }))

/** Waits as it is asked to, then works. */
function waits(
  step: ScriptStep,
  fault: Fault,
  [fromMs, toMs]: readonly [number, number],
  header: string | null,
): PeerChecks {
  return {
    async scripted(script) {
      const { client, clock, requests, settle } = script([step, { body: anAcceptance() }])
      const startMs = clock.now()
      await settle(client.submit(fox))
      expect(requests).toHaveLength(2)
      expect(clock.now() - startMs).toBeGreaterThanOrEqual(fromMs)
      expect(clock.now() - startMs).toBeLessThanOrEqual(toMs)
    },
    async through({ client, clock, settle, simulator }) {
      simulator.faults.add(fault)
      const startMs = clock.now()
      await settle(client.submit(fox))
      expect(clock.now() - startMs).toBeGreaterThanOrEqual(fromMs)
      expect(clock.now() - startMs).toBeLessThanOrEqual(toMs)
      expect(simulator.stats).toMatchObject({ submissions: 2, charges: 1 })
    },
    async simulator({ post, simulator }) {
      simulator.faults.add(fault)
      const answer = await post('/flux/images', { ...fox, async: true })
      expect([answer.status, answer.json()['error']]).toMatchObject([429, { code: 'too_many_requests' }])
      expect(answer.headers.get('retry-after')).toBe(header)
      expect(simulator.stats.charges).toBe(0)
    },
  }
}

const tooMany = anErrorAnswer('too_many_requests')

requirement(
  'FLUX-ERROR-16',
  waits(
    { status: 429, headers: { 'retry-after': '20' }, body: tooMany },
    { kind: '429', retryAfter: 20, times: 1 },
    [20_000, 20_500],
    '20',
  ),
)
requirement(
  'FLUX-ERROR-17',
  waits({ status: 429, body: tooMany }, { kind: '429', retryAfter: 'none', times: 1 }, [0, 500], null),
)

requirement('FLUX-ERROR-18', {
  async scripted(script) {
    const failed = { status: 500, body: anErrorAnswer('api_error') }
    const { client, settle } = script([failed, failed, { body: aRunningTask() }])
    expect((await settle(client.tasks.get('task-1'))).state).toBe('running')
  },
  async through({ client, settle, simulator }) {
    const { id } = await settle(client.submit(fox))
    simulator.faults.add({ kind: '500', operation: 'poll', times: 2 })
    expect((await settle(client.tasks.get(id))).id).toBe(id)
  },
  async simulator({ post, simulator }) {
    simulator.faults.add({ kind: '500', operation: 'poll' })
    const answer = await post('/flux/tasks', { action: 'retrieve', id: 'x' })
    expect([answer.status, answer.json()['error']]).toMatchObject([500, { code: 'api_error' }])
  },
})
