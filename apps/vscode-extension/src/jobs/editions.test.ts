import type { DownloadedImage } from '@fluxkit/core'
import { expect, test } from 'vitest'
import { aMachine, aNewJob, aWindow } from './fixtures/a-desk.ts'
import { simulated } from './fixtures/simulated.ts'

const edit = { action: 'edit', model: 'flux-kontext-pro', imageUrl: 'https://cdn.acedata.cloud/ytj2qy.png' }

test.each([
  ['readme', 'generate', {}],
  ['current', 'generate', {}],
  ['readme', 'edit', { ...edit, count: undefined }],
  ['current', 'edit', { ...edit, count: undefined }],
] as const)('the %s edition makes a default %s, for one charge', async (contract, _, fields) => {
  await using world = simulated(contract)
  const { clock, simulator, service } = world
  // Drawing whole images isn't the point.
  const download = async (url: string): Promise<DownloadedImage> => ({ url, width: 1, height: 1 }) as DownloadedImage
  const { desk } = aWindow({ ...aMachine(), clock }, { ...service, download })
  const job = await clock.until(desk.start(aNewJob({ fields })))
  expect(job).toMatchObject({ state: 'done', files: [{ index: 0 }] })
  expect(simulator.stats.charges).toBe(1)
  await clock.until(desk.close())
})
