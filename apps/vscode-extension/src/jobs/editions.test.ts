import { createFluxClient, fetchTransport } from '@fluxkit/core'
import { createFakeClock } from '@fluxkit/core/testing'
import { createSimulator, type EditionName } from '@fluxkit/simulator'
import { expect, test } from 'vitest'
import type { Job } from '../model/jobs/job.ts'
import { aJob } from '../model/jobs/fixture.ts'
import { createFluxService } from '../service/flux-service.ts'
import { runJob } from './run-job.ts'

/** Runs one job against a service of an edition; images are not fetched. */
async function run(contract: EditionName, job: Job): Promise<{ job: Job; charges: number }> {
  const clock = createFakeClock()
  await using simulator = createSimulator({ contract, clock, durationsMs: () => 2_000 })
  const transport = fetchTransport((input, init) => simulator.fetch(input, init))
  const client = createFluxClient({
    token: 'any-token',
    baseUrl: 'http://127.0.0.1:1',
    transport,
    clock,
    random: () => 0.5,
  })
  const service = createFluxService(client)
  const download = { bytes: new Uint8Array(), extension: 'png', width: 1, height: 1 } as const
  const ended = { now: false }
  const end = runJob(
    job,
    {
      service: { ...service, download: () => Promise.resolve(download) },
      save: async () => undefined,
      linkOfSource: async () => ({ url: '' }),
      write: (_job, index) => Promise.resolve({ index, uri: 'file:///a', width: 1, height: 1 }),
      now: () => clock.now(),
    },
    new AbortController().signal,
  ).finally(() => (ended.now = true))
  while (!ended.now) {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
    await clock.advanceToNextTimer()
  }
  await client.close()
  return { job: await end, charges: simulator.stats.charges }
}

const sourceUrl = 'https://cdn.acedata.cloud/ytj2qy.png'

test.each([
  ['readme', 'generate', aJob()],
  ['current', 'generate', aJob()],
  ['readme', 'edit', aJob({ action: 'edit', model: 'flux-kontext-pro', sourceUrl })],
  ['current', 'edit', aJob({ action: 'edit', model: 'flux-kontext-pro', sourceUrl })],
] as const)('the %s edition makes a default %s, for one charge', async (contract, _, job) => {
  const { job: ended, charges } = await run(contract, job)
  expect([ended.state, ended.files.length, charges]).toEqual(['done', 1, 1])
})
