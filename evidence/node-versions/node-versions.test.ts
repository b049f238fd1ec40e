import { createSimulator } from '@fluxkit/simulator'
import { expect, test } from 'vitest'
import { runProgram, runtimeFile } from '../support/run-program.ts'

test.each([
  ['the oldest supported', 'node-20', 'v20.18.1'],
  ['the newest', 'node-26', 'v26.10.0'],
])('%s Node generates and downloads an image with the built core', async (_, folder, version) => {
  await using simulator = createSimulator({ speed: 1000 })
  const { url } = await simulator.listen()
  const node = runtimeFile(`node_modules/${folder}/bin/node`)
  expect(await runProgram([node], 'node-versions/generate.mjs', { FLUX_URL: url })).toEqual({
    node: version,
    format: 'png',
    bytes: expect.any(Number),
  })
  expect(simulator.stats.charges).toBe(1)
})
