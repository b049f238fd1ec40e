import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { Fault } from '@fluxkit/simulator'
import { replaceTimers } from '@fluxkit/tooling/time'
import { generateImage } from 'ai'
import { expect, onTestFinished, test } from 'vitest'
import { startHttp, token } from '../test/http-server.ts'
import { createLab, type Lab } from '../test/lab.ts'

// The AI SDK's openai-compatible provider: one image a call, so `n: 4` is four identical calls at once.

async function fourFoxes(lab: Lab): Promise<number> {
  await using server = await startHttp(lab, await lab.openStudio())
  onTestFinished(replaceTimers(lab.clock))
  const provider = createOpenAICompatible({ name: 'fluxkit', baseURL: `${server.url}/v1`, apiKey: token })
  const model = provider.imageModel('flux-dev')
  const call = generateImage({ model, prompt: 'a fox', n: 4, maxImagesPerCall: 1, maxRetries: 3 })
  const images = await lab.clock.until(
    call.then(
      (result) => result.images,
      () => [],
    ),
  )
  return images.length
}

test('four images are four jobs', async () => {
  await using lab = await createLab()
  expect(await fourFoxes(lab)).toBe(4)
  expect(lab.simulator.stats).toMatchObject({ submissions: 4, charges: 4 })
})

test.each<[Fault, number]>([
  // The task is found, or its end is awaited: nothing has to be repeated.
  [{ kind: 'reset-after', times: 1 }, 4],
  [{ kind: 'error-with-task', status: 503, times: 1 }, 4],
  [{ kind: 'unrelated-404', operation: 'poll', times: 1 }, 4],
  [{ kind: 'image-host-down', ms: 5_000 }, 4],
  // Refused for certain: the SDK's retry is a new submission, and the first one cost nothing.
  [{ kind: '429', operation: 'submit', times: 1 }, 4],
  // Nobody knows: the SDK doesn't repeat it, and it gives up as a whole.
  [{ kind: 'reset-before', times: 1 }, 0],
])('under %j no image is charged twice', async (fault, images) => {
  await using lab = await createLab()
  lab.simulator.faults.add(fault)
  expect(await fourFoxes(lab)).toBe(images)
  expect(lab.simulator.stats.charges - lab.simulator.stats.refunds).toBeLessThanOrEqual(4)
  expect(lab.simulator.stats.charges).toBeGreaterThanOrEqual(3)
})
