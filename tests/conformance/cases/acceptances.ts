import { anAcceptance, anErrorAnswer, anImage } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import { requirement } from '../requirement.ts'
import { failure, submissionsIn } from '../script.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const
const optedIn = { retrySubmissionAfterServiceError: true } as const

const statuses = {
  400: 'bad_request',
  403: 'used_up',
  429: 'too_many_requests',
  500: 'api_error',
  503: 'service_unavailable',
} as const
const spellings = [
  { task_id: 'task-9' },
  { task_id: 12345 },
  { taskId: 'task-9' },
  { data: { task: { task_id: 'task-9' } } },
  { task_id: '任务-9' },
]

requirement('FLUX-MONEY-15', {
  async scripted(script) {
    for (const [status, code] of Object.entries(statuses)) {
      for (const named of spellings) {
        const step = { status: Number(status), body: { ...anErrorAnswer(code), ...named } }
        const { client, requests, settle } = script([step, { body: anAcceptance() }], optedIn)
        const error = await settle(failure(client.submit(fox)))
        expect([status, named, error.charged, error.retryable]).toEqual([status, named, 'unknown', false])
        expect(submissionsIn(requests)).toHaveLength(1)
      }
    }
  },
  async through({ connect, settle, simulator }) {
    for (const status of [400, 403, 429, 500, 503]) {
      for (const shape of ['string', 'number', 'nested', 'non-ascii'] as const) {
        simulator.reset()
        simulator.faults.add({ kind: 'error-with-task', status, shape })
        const error = await settle(failure(connect(optedIn).submit(fox)))
        expect([status, shape, error.charged, error.retryable]).toEqual([status, shape, 'unknown', false])
        expect(simulator.stats).toMatchObject({ submissions: 1, charges: 1 })
      }
    }
  },
})

requirement('FLUX-MONEY-16', {
  async scripted(script) {
    for (const [status, code] of Object.entries(statuses)) {
      const step = { status: Number(status), body: { ...anErrorAnswer(code), data: [anImage()] } }
      const { client, requests, settle } = script([step, { body: anAcceptance() }], optedIn)
      const error = await settle(failure(client.submit(fox)))
      const imageUrls = ['https://cdn.example.com/cat.png']
      expect(error).toMatchObject({ charged: 'unknown', retryable: false, imageUrls })
      expect(submissionsIn(requests)).toHaveLength(1)
    }
  },
  async through({ connect, settle, simulator }) {
    for (const status of [400, 403, 429, 500, 503]) {
      simulator.reset()
      simulator.faults.add({ kind: 'error-with-task', status, shape: 'images' })
      const error = await settle(failure(connect(optedIn).submit(fox)))
      const imageUrls = [expect.stringContaining(simulator.tasks[0]?.id ?? '?') as string]
      expect(error).toMatchObject({ charged: 'unknown', retryable: false, imageUrls })
      expect(simulator.stats).toMatchObject({ submissions: 1, charges: 1 })
    }
  },
})

requirement('FLUX-MONEY-17', {
  async scripted(script) {
    const failed = { status: 503, body: anErrorAnswer('service_unavailable') }
    const careful = script([failed])
    expect(await failure(careful.client.submit(fox))).toMatchObject({ code: 'service_unavailable', charged: 'unknown' })
    expect(submissionsIn(careful.requests)).toHaveLength(1)
    const daring = script([failed, { body: anAcceptance() }], optedIn)
    await daring.settle(daring.client.submit(fox))
    expect(daring.requests).toHaveLength(2)
  },
  async through({ connect, settle, simulator }) {
    simulator.faults.add({ kind: '503', times: 2 })
    expect(await settle(failure(connect().submit(fox)))).toMatchObject({ code: 'service_unavailable' })
    await settle(connect(optedIn).submit(fox))
    expect(simulator.stats).toMatchObject({ submissions: 3, charges: 1 })
  },
})

requirement('FLUX-MONEY-18', {
  async scripted(script) {
    for (const body of ['<html>', '', anErrorAnswer('timeout')]) {
      const { client, requests, settle } = script([{ status: 408, body }], optedIn)
      expect(await settle(failure(client.submit(fox)))).toMatchObject({ code: 'outcome_unknown', charged: 'unknown' })
      expect(submissionsIn(requests)).toHaveLength(1)
    }
  },
  async through({ connect, settle, simulator }) {
    simulator.faults.add({ kind: 'gateway-refusal', status: 408 })
    const error = await settle(failure(connect(optedIn).submit(fox)))
    expect(error).toMatchObject({ code: 'outcome_unknown', charged: 'unknown' })
    expect(simulator.stats.submissions).toBe(1)
  },
})

const refusing = [401, 403, 404, 405, 413, 415, 429, 431]

requirement('FLUX-MONEY-19', {
  async scripted(script) {
    for (const status of refusing) {
      for (const body of ['', '<html><body>No.</body></html>']) {
        const { client, requests, settle } = script([{ status, body }], optedIn)
        const error = await settle(failure(client.submit(fox)))
        expect([status, error.code, error.charged]).toEqual([status, 'gateway_refused', 'no'])
        expect(submissionsIn(requests)).toHaveLength(1)
      }
    }
  },
  async through({ connect, settle, simulator }) {
    for (const status of refusing) {
      for (const empty of [false, true]) {
        simulator.reset()
        simulator.faults.add({ kind: 'gateway-refusal', status, empty })
        const error = await settle(failure(connect(optedIn).submit(fox)))
        expect([status, error.code, error.charged]).toEqual([status, 'gateway_refused', 'no'])
        expect(simulator.stats).toMatchObject({ submissions: 1, charges: 0 })
      }
    }
  },
  async simulator({ post, simulator }) {
    for (const status of refusing) {
      simulator.faults.add({ kind: 'gateway-refusal', status, times: 1 })
      const page = await post('/flux/images', { ...fox, async: true })
      expect([page.status, page.text]).toEqual([status, expect.stringContaining('<html>') as string])
      simulator.faults.add({ kind: 'gateway-refusal', status, empty: true, times: 1 })
      const bare = await post('/flux/images', { ...fox, async: true })
      expect([bare.status, bare.text]).toEqual([status, ''])
    }
    expect(simulator.stats.charges).toBe(0)
  },
})

requirement('FLUX-MONEY-20', {
  async scripted(script) {
    for (const status of refusing) {
      const { client, requests, settle } = script([{ status, body: '<html>No.</html>', viaProxy: true }], optedIn)
      const error = await settle(failure(client.submit(fox)))
      expect([status, error.code, error.charged]).toEqual([status, 'outcome_unknown', 'unknown'])
      expect(submissionsIn(requests)).toHaveLength(1)
    }
  },
})
