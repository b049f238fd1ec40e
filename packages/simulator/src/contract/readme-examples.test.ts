import { expect, test } from 'vitest'
import { createHarness } from '../testing/harness.ts'

const edit = {
  action: 'edit',
  prompt: 'a white siamese cat',
  model: 'flux-kontext-pro',
  image_url: 'https://cdn.acedata.cloud/ytj2qy.png',
}

test.each(['readme', 'any'] as const)('the README’s generate example works word for word (%s)', async (contract) => {
  const { post, clock } = createHarness({ contract })
  const answer = post('/flux/images', {
    action: 'generate',
    prompt: 'a white siamese cat',
    model: 'flux-kontext-pro',
    count: 2,
  })
  await clock.advance(6_000)
  expect(await (await answer).json()).toMatchObject({
    success: true,
    data: [{ prompt: 'a white siamese cat', image_url: expect.any(String), timings: expect.anything() }, {}],
  })
})

test.each(['readme', 'any'] as const)('the README’s edit example works word for word (%s)', async (contract) => {
  const { post, clock, simulator } = createHarness({ contract })
  const answer = post('/flux/images', edit)
  await clock.advance(6_000)
  const { data } = (await (await answer).json()) as { data: { image_url: string }[] }
  const bytes = new Uint8Array(await (await simulator.fetch(data[0]?.image_url ?? '')).arrayBuffer())
  expect([...bytes.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47])
})

test('a vendor’s host in the name of another host has no built-in image', async () => {
  const { start, poll, clock } = createHarness()
  const id = await start({ ...edit, image_url: 'https://cdn.acedata.cloud.example.com/ytj2qy.png' })
  await clock.advance(6_000)
  expect(await poll(id)).toMatchObject({ response: { error: { message: 'image_url could not be fetched.' } } })
})
