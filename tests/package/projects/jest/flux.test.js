import { createFakeClock, createScriptedTransport, aBatch, aFinishedTask, anAcceptance } from '@fluxkit/core/testing'
import { createFluxClient } from '@fluxkit/core'
import { createSimulator } from '@fluxkit/simulator'

test('a scripted transport', async () => {
  const clock = createFakeClock()
  const transport = createScriptedTransport([{ body: anAcceptance() }, 'lost', { body: aBatch(aFinishedTask()) }])
  const flux = createFluxClient({ token: 'any', transport, clock })
  const done = flux.generate({ prompt: 'a red fox' })
  await clock.advance(30_000)
  expect((await done).images).toHaveLength(1)
})

test('the simulator', async () => {
  const simulator = createSimulator({ speed: 1_000 })
  const { url } = await simulator.listen()
  const { createFluxClient: createNodeClient } = await import('@fluxkit/core/node')
  const flux = createNodeClient({ token: 'any', baseUrl: url })
  expect((await flux.generate({ prompt: 'a red fox' })).images).toHaveLength(1)
  await flux.close()
  await simulator.close()
})
