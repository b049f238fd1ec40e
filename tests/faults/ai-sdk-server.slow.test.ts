import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { generateImage } from 'ai'
import { expect, test } from 'vitest'
import { addressOf, serverToken, startServer } from './hosts/server.ts'
import { addAffordably, createWorld, keepsTask } from './hosts/world.ts'
import { allFaults } from './matrix.ts'
import { faultName } from './scenarios.ts'

// The AI SDK's openai-compatible provider at the server: `n: 4` is four identical requests at once, and the SDK repeats what
// looks as if it could be repeated.

const intended = 4
const faults = allFaults()
  .map(({ fault }) => fault)
  .filter(({ operation }) => operation !== 'callback' && operation !== 'upload')

test.each(faults.map((fault) => [faultName(fault), fault] as const))(
  '%s: four images of the AI SDK are accepted four times at most, and each is on record',
  async (_name, fault) => {
    await using world = await createWorld()
    const { simulator, clock } = world
    await using server = await startServer(world, ['http', '--port', '0'])
    const provider = createOpenAICompatible({
      name: 'fluxkit',
      baseURL: await addressOf(world, server),
      apiKey: serverToken,
    })
    addAffordably(simulator, fault)
    const call = generateImage({
      model: provider.imageModel('flux-dev'),
      prompt: 'a red fox',
      n: intended,
      maxImagesPerCall: 1,
      maxRetries: 3,
    })
    const made = await clock.until(
      call.then(
        ({ images }) => images.length,
        () => 0,
      ),
    )
    expect(simulator.stats.accepted).toBeLessThanOrEqual(intended)
    expect([0, intended]).toContain(made)
    // Whatever was accepted is there, or on record.
    expect(made === intended || (await keepsTask(world)) !== false).toBe(true)
    // The SDK gives up at the first image that fails, while the server still works on the others.
    simulator.faults.clear()
    await clock.advance(1_800_000)
    expect(simulator.stats.accepted).toBeLessThanOrEqual(intended)
  },
)
