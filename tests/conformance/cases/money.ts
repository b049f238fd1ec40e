import { TransportError } from '@fluxkit/core'
import { undiciTransport } from '@fluxkit/core/node'
import { aFinishedTask, anAcceptance, anErrorAnswer, type ScriptStep } from '@fluxkit/core/testing'
import type { Fault } from '@fluxkit/simulator'
import { expect } from 'vitest'
import type { Lab } from '../../support/lab.ts'
import { type PeerChecks, requirement } from '../requirement.ts'
import { failure, submissionsIn } from '../script.ts'
import { tinyPng } from '../../support/tiny-png.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const

requirement('FLUX-MONEY-01', {
  async through({ client, settle, simulator }) {
    await settle(client.generate({ prompt: 'a red fox', count: 2 }))
    expect(simulator.stats).toMatchObject({ submissions: 1, charges: 1, refunds: 0 })
  },
  async simulator({ post, simulator }) {
    const before = simulator.balanceOf('api-token')
    await post('/flux/images', { ...fox, count: 2 })
    expect(simulator.stats).toMatchObject({ accepted: 1, charges: 1, refunds: 0 })
    expect(before - simulator.balanceOf('api-token')).toBeCloseTo(simulator.stats.chargedCredits)
    expect(simulator.stats.chargedCredits).toBeGreaterThan(0)
  },
})

requirement('FLUX-MONEY-02', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance() }, { body: anAcceptance() }])
    await client.submit(fox)
    await client.submit(fox)
    expect(requests).toHaveLength(2)
    expect(JSON.stringify(requests)).not.toMatch(/idempot/i)
  },
  async through({ client, settle, simulator }) {
    const ids = [(await settle(client.submit(fox))).id, (await settle(client.submit(fox))).id]
    expect(new Set(ids).size).toBe(2)
    expect(simulator.stats.charges).toBe(2)
  },
  async simulator({ send, simulator }) {
    const headers = { authorization: 'Bearer api-token', 'idempotency-key': 'same' }
    const request = { method: 'POST', headers, body: JSON.stringify({ ...fox, async: true }) }
    const ids = [(await send('/flux/images', request)).json(), (await send('/flux/images', request)).json()]
    expect(new Set(ids.map(({ task_id }) => task_id)).size).toBe(2)
    expect(simulator.stats.charges).toBe(2)
  },
})

/** A first connection that cannot be made, then one to the simulator. */
async function repeatedAfter({ connect, settle, simulator }: Lab, brokenUrl: string): Promise<void> {
  const real = undiciTransport({ env: {} })
  try {
    let attempts = 0
    const client = connect({
      transport: (request) =>
        real(++attempts === 1 ? { ...request, url: new URL('/flux/images', brokenUrl) } : request),
    })
    await settle(client.submit(fox))
    expect(attempts).toBe(2)
    expect(simulator.stats).toMatchObject({ submissions: 1, charges: 1 })
  } finally {
    await real.close()
  }
}

async function repeatedInScript(script: Parameters<PeerChecks['scripted']>[0], cause: Error): Promise<void> {
  const unsent: ScriptStep = () => Promise.reject(new TransportError('No answer.', { sent: 'no', cause }))
  const { client, requests, settle } = script([unsent, unsent, { body: anAcceptance() }])
  await settle(client.submit(fox))
  expect(requests).toHaveLength(3)
  const all = script([unsent, unsent, unsent, unsent])
  const error = await all.settle(failure(all.client.submit(fox)))
  expect(error).toMatchObject({ code: 'not_sent', charged: 'no', retryable: true })
}

requirement('FLUX-MONEY-03', {
  scripted: (script) => repeatedInScript(script, Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })),
  async through(lab) {
    // A port that was open a moment ago is free now.
    const gone = await lab.simulator.listen()
    await gone.close()
    await repeatedAfter(lab, gone.url)
  },
})

requirement('FLUX-MONEY-04', {
  scripted: (script) => repeatedInScript(script, Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })),
})

requirement('FLUX-MONEY-05', {
  scripted: (script) => repeatedInScript(script, Object.assign(new Error('cert'), { code: 'CERT_HAS_EXPIRED' })),
  // The simulator speaks no TLS, so the handshake fails.
  through: (lab) => repeatedAfter(lab, lab.url.replace('http:', 'https:')),
})

requirement('FLUX-MONEY-06', {
  async scripted(script) {
    const limited = { status: 429, body: anErrorAnswer('too_many_requests') }
    const { client, requests, settle } = script([limited, limited, { body: anAcceptance() }])
    await settle(client.submit(fox))
    expect(requests).toHaveLength(3)
    // A page that says 429 is of a gateway: nothing was accepted, but it is not for us to repeat.
    const page = script([{ status: 429, body: '<html>' }])
    expect(await page.settle(failure(page.client.submit(fox)))).toMatchObject({
      code: 'gateway_refused',
      charged: 'no',
    })
    expect(page.requests).toHaveLength(1)
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: '429', times: 2 })
    await settle(client.submit(fox))
    expect(simulator.stats).toMatchObject({ submissions: 3, charges: 1 })
  },
})

requirement('FLUX-MONEY-07', {
  async scripted(script) {
    const failed = { status: 500, body: anErrorAnswer('api_error') }
    const careful = script([failed])
    expect(await failure(careful.client.submit(fox))).toMatchObject({ code: 'api_error', charged: 'unknown' })
    expect(submissionsIn(careful.requests)).toHaveLength(1)
    const daring = script([failed, { body: anAcceptance() }], { retrySubmissionAfterServiceError: true })
    await daring.settle(daring.client.submit(fox))
    expect(daring.requests).toHaveLength(2)
  },
  async through({ connect, settle, simulator }) {
    simulator.faults.add({ kind: '500', times: 2 })
    expect(await settle(failure(connect().submit(fox)))).toMatchObject({ code: 'api_error', retryable: false })
    expect(simulator.stats.submissions).toBe(1)
    await settle(connect({ retrySubmissionAfterServiceError: true }).submit(fox))
    expect(simulator.stats).toMatchObject({ submissions: 3, charges: 1 })
  },
})

/** Sent, and then nobody knows: one submission, a separate error kind. */
function unknown(steps: readonly ScriptStep[], faults: readonly Fault[]): Partial<PeerChecks> {
  return {
    async scripted(script) {
      for (const step of steps) {
        const { client, requests, settle } = script([step], { retrySubmissionAfterServiceError: true })
        const error = await settle(failure(client.submit(fox)))
        expect(error).toMatchObject({ code: 'outcome_unknown', charged: 'unknown', retryable: false })
        expect(submissionsIn(requests)).toHaveLength(1)
      }
    },
    async through({ connect, settle, simulator }) {
      for (const fault of faults) {
        simulator.reset()
        simulator.faults.add(fault)
        const client = connect({ retrySubmissionAfterServiceError: true })
        const error = await settle(failure(client.submit(fox)))
        expect([fault.kind, error]).toMatchObject([fault.kind, { code: 'outcome_unknown', retryable: false }])
        expect(simulator.stats.submissions).toBe(1)
      }
    },
  }
}

const lost = { kind: 'reset-after' } as const

requirement('FLUX-MONEY-08', unknown(['lost'], [{ kind: 'reset-before' }, lost, { kind: 'reset-mid-body' }]))
requirement(
  'FLUX-MONEY-09',
  unknown(['hang'], [{ kind: 'hang-before' }, { kind: 'hang-after' }, { kind: 'hang-mid-body' }]),
)
requirement(
  'FLUX-MONEY-10',
  unknown(
    [
      { status: 502, body: '<html>' },
      { status: 504, body: '<html>' },
      { status: 502, body: anErrorAnswer('too_many_requests') },
    ],
    [{ kind: '502', accepted: true }, { kind: '504', accepted: true }, { kind: '502' }, { kind: '504' }],
  ),
)
requirement(
  'FLUX-MONEY-11',
  unknown(
    [{ body: '{"task_id": "a' }, { body: '' }, { body: '[]' }, { body: {} }, { cut: { body: anAcceptance() } }],
    [{ kind: 'malformed-json' }, { kind: 'empty-body' }, { kind: 'missing-fields' }, { kind: 'enormous-body' }],
  ),
)

requirement('FLUX-MONEY-12', {
  async scripted(script) {
    for (const step of ['lost', 'not-sent', { status: 502, body: '<html>' }, { body: '{' }] as const) {
      const { client, settle } = script([step, step, step, { body: aFinishedTask() }])
      expect((await settle(client.tasks.get('task-1'))).state).toBe('succeeded')
    }
  },
  async through({ client, settle, simulator }) {
    const { id } = await settle(client.submit(fox))
    for (const kind of ['reset-before', 'reset-mid-body', 'malformed-json', '504', 'empty-body'] as const) {
      simulator.faults.add({ kind, operation: 'poll', times: 1 })
    }
    expect((await settle(client.tasks.wait(id))).images).toHaveLength(1)
    expect(simulator.faults.list()).toEqual([])
  },
})

requirement('FLUX-MONEY-13', {
  async scripted(script) {
    for (const step of ['lost', { status: 503, body: '' }, { cut: { body: tinyPng } }] as const) {
      const { client, settle, requests } = script([step, step, { body: tinyPng }])
      const { format } = await settle(client.images.download('https://cdn.acedata.cloud/a.png'))
      expect([format, requests.length]).toEqual(['png', 3])
    }
  },
  async through({ client, settle, simulator }) {
    const { images } = await settle(client.generate({ prompt: 'a red fox' }))
    simulator.faults.add({ kind: 'reset-mid-body', operation: 'image', times: 2 })
    expect((await settle(client.images.download(images[0]?.url ?? ''))).width).toBe(1024)
    expect(simulator.stats).toMatchObject({ imageDownloads: 3, charges: 1 })
  },
})

requirement('FLUX-MONEY-14', {
  async through({ client, settle, simulator }) {
    simulator.faults.add({ ...lost, times: 1 })
    const error = await settle(failure(client.submit(fox)))
    expect(error).toMatchObject({ code: 'outcome_unknown', charged: 'unknown' })
    expect(simulator.stats.charges).toBe(1)
    // A client that finds the task by other means downloads it without paying again.
    expect((await settle(client.tasks.wait(simulator.tasks[0]?.id ?? ''))).images).toHaveLength(1)
    expect(simulator.stats.charges).toBe(1)
  },
  async simulator({ post, simulator }) {
    for (const kind of ['reset-after', '502', 'malformed-json', 'reset-mid-body', 'empty-body'] as const) {
      simulator.reset()
      simulator.faults.add(kind === '502' ? { kind, accepted: true } : { kind })
      const answer = await post('/flux/images', { ...fox, async: true }).then(
        ({ text }) => text,
        () => 'lost',
      )
      expect([kind, simulator.stats.charges]).toEqual([kind, 1])
      expect(() => JSON.parse(answer) as unknown).toThrow(SyntaxError)
    }
  },
})
