import { createFakeClock } from '@fluxkit/core/testing'
import { createSimulator, type EditionName, type Simulator } from '@fluxkit/simulator'
import { describe, expect, test } from 'vitest'
import { currentGuide, guideSizes, type RecordedSubmission, recordedSubmissions } from './recorded-runs.ts'

const titled = recordedSubmissions.map((run): readonly [string, RecordedSubmission] => [
  `${run.edition}, ${run.at}: ${run.request.action} with ${run.request.model}`,
  run,
])

/** Posts to a simulator as any HTTP client would, and lets its tasks finish. */
async function post(simulator: Simulator, body: unknown, advance: () => Promise<void>): Promise<Response> {
  const answer = simulator.fetch('https://api.acedata.cloud/flux/images', {
    method: 'POST',
    headers: { authorization: 'Bearer api-token', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  await advance()
  return answer
}

async function answerOf(contract: EditionName, body: unknown): Promise<{ status: number; json: unknown }> {
  const clock = createFakeClock()
  await using simulator = createSimulator({ contract, clock })
  const answer = await post(simulator, body, () => clock.advance(60_000))
  return { status: answer.status, json: await answer.json() }
}

describe('the simulator and the recorded runs', () => {
  test.each(titled)('its edition accepts the request and answers in the same form (%s)', async (_, run) => {
    for (const contract of [run.edition, 'any'] as const) {
      const { status, json } = await answerOf(contract, run.request)
      expect([status, json]).toMatchObject([200, { success: true, data: run.response.data.map(() => ({})) }])
    }
  })

  test.each(titled)('its answer has every field that the recorded one has (%s)', async (_, run) => {
    const { json } = await answerOf(run.edition, run.request)
    const answer = json as { data: object[] }
    expect(Object.keys(answer)).toEqual(expect.arrayContaining(Object.keys(run.response)))
    expect(Object.keys(answer.data[0] ?? {})).toEqual(expect.arrayContaining(Object.keys(run.response.data[0] ?? {})))
  })

  test.each(titled.filter(([, run]) => run.billed !== undefined))('it bills what was billed (%s)', async (_, run) => {
    const { json } = await answerOf(run.edition, run.request)
    expect([json, run.billed]).toMatchObject([{ cost: run.response.cost }, run.response.cost?.amount])
  })

  test.each(titled.filter(([, run]) => run.image !== undefined))(
    'its image has the recorded size (%s)',
    async (_, run) => {
      const clock = createFakeClock()
      await using simulator = createSimulator({ contract: run.edition, clock })
      const answer = await post(simulator, run.request, () => clock.advance(60_000))
      const { data } = (await answer.json()) as { data: { image_url: string }[] }
      const image = await simulator.fetch(data[0]?.image_url ?? '')
      const view = new DataView(await image.arrayBuffer())
      expect({
        type: image.headers.get('content-type'),
        width: view.getUint32(16),
        height: view.getUint32(20),
      }).toEqual({ type: run.image?.type, width: run.image?.width, height: run.image?.height })
    },
  )

  test.each(titled)('its links end as the recorded ones do (%s)', async (_, run) => {
    const { json } = await answerOf(run.edition, run.request)
    const outcome = (url: string): string => url.slice(url.lastIndexOf('.'))
    const links = (json as { data: { image_url: string }[] }).data.map(({ image_url }) => outcome(image_url))
    expect(links).toEqual(run.response.data.map(({ image_url }) => outcome(image_url)))
  })

  const ableToEdit = guideSizes().filter(([model]) => currentGuide.edit.includes(model))

  test.each(ableToEdit)('the current edition edits with %s at %s, as its guide says', async (model, size) => {
    const body = { action: 'edit', prompt: 'night', model, size, image_url: 'https://cdn.acedata.cloud/ytj2qy.png' }
    expect((await answerOf('current', body)).status).toBe(200)
  })

  test.each(guideSizes())('the current edition accepts %s with %s, as its guide says', async (model, size) => {
    const body = { action: 'generate', prompt: 'a fox', model, size, async: true }
    expect((await answerOf('current', body)).status).toBe(200)
  })
})
