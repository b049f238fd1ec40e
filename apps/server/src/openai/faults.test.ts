import { stateOf } from '@fluxkit/jobs'
import type { Fault } from '@fluxkit/simulator'
import { replaceTimers } from '@fluxkit/tooling/time'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openaiClient, startHttp } from '../test/http-server.ts'
import { createLab, type Lab } from '../test/lab.ts'
import { call, connect, dataOf } from '../test/mcp-client.ts'

// Both faces of the server while the service fails in every way that matters for money. Each intended image is charged at
// most once, whatever the clients repeat, and nothing that is charged is lost.

const faults: readonly Fault[] = [
  { kind: 'reset-after', times: 1 },
  { kind: 'hang-after', times: 1 },
  { kind: 'hang-mid-body', operation: 'submit', times: 1 },
  { kind: 'reset-mid-body', operation: 'submit', times: 1 },
  { kind: '502', accepted: true, times: 1 },
  { kind: '504', accepted: true, times: 1 },
  { kind: 'malformed-json', operation: 'submit', times: 1 },
  { kind: 'empty-body', operation: 'submit', times: 1 },
  { kind: 'missing-fields', operation: 'submit', times: 1 },
  { kind: 'error-with-task', status: 400 },
  { kind: 'error-with-task', status: 429 },
  { kind: 'error-with-task', status: 500, shape: 'nested' },
  { kind: 'error-with-task', status: 503, shape: 'images' },
  { kind: 'reset-before', times: 1 },
  { kind: 'hang-before', times: 1 },
  { kind: '502', times: 1 },
  { kind: '500', operation: 'submit', times: 1 },
  { kind: '503', operation: 'submit', times: 1 },
  { kind: '429', operation: 'submit', times: 1 },
  { kind: 'moderation' },
  { kind: 'gateway-refusal', status: 403, operation: 'submit' },
  { kind: 'unrelated-404', operation: 'poll', times: 1 },
  { kind: 'item-missing', operation: 'poll', times: 2 },
  { kind: 'unknown-task', ms: 400_000 },
  { kind: 'task-fails' },
  { kind: 'failure-with-image', billed: true },
  { kind: 'fewer-images' },
  { kind: 'image-host-down', ms: 60_000 },
  { kind: 'image-truncated', times: 12 },
]

/** Charges that weren't refunded, and jobs that are done or kept for later. */
async function books(lab: Lab): Promise<{ paid: number; accountedFor: number }> {
  await lab.clock.advance(1_800_000)
  const { charges, refunds } = lab.simulator.stats
  const entries = await (await lab.openStudio()).list()
  const accounted = entries.filter((entry) => {
    if (!('job' in entry)) return true
    const state = stateOf(entry.job, lab.clock.now(), entry.held)
    return state !== 'failed' || entry.job.images.length > 0
  })
  return { paid: charges - refunds, accountedFor: accounted.length }
}

describe.each(faults)('under %j', (fault) => {
  test('the openai client with its retries pays once at most', async () => {
    await using lab = await createLab()
    await using server = await startHttp(lab, await lab.openStudio())
    onTestFinished(replaceTimers(lab.clock))
    lab.simulator.faults.add(fault)
    const client = openaiClient(server.url, { timeout: 20_000, maxRetries: 3 })
    const request = { prompt: 'a fox', model: 'flux-dev', n: 2 } as const
    await lab.clock.until(client.images.generate(request).catch(() => undefined))
    const { paid, accountedFor } = await books(lab)
    expect(paid).toBeLessThanOrEqual(1)
    expect(accountedFor).toBeGreaterThanOrEqual(paid)
  })

  test('an agent that repeats its call three times pays once at most', async () => {
    await using lab = await createLab()
    const client = await connect(lab, await lab.openStudio())
    lab.simulator.faults.add(fault)
    for (let time = 0; time < 3; time++) {
      const answer = await call(lab, client, 'flux_generate', { prompt: 'a fox', count: 2 })
      expect(dataOf(answer)).toMatchObject({ charged: expect.stringMatching(/^(no|unknown|yes)$/) as string })
    }
    const { paid, accountedFor } = await books(lab)
    expect(paid).toBeLessThanOrEqual(1)
    expect(accountedFor).toBeGreaterThanOrEqual(paid)
  })
})
