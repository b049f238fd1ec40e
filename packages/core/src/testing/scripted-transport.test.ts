import { describe, expect, test } from 'vitest'
import { createFluxClient } from '../index.ts'
import { aBatch, aFinishedTask, anAcceptance, createFakeClock, createScriptedTransport } from './index.ts'

describe('testing code that uses the client', () => {
  test('the example of the README: the lost look costs nothing but time', async () => {
    const clock = createFakeClock()
    const transport = createScriptedTransport([{ body: anAcceptance() }, 'lost', { body: aBatch(aFinishedTask()) }])
    const flux = createFluxClient({ token: 'any', transport, clock })
    const done = flux.generate({ prompt: 'a red fox' })
    await clock.advance(30_000)
    expect((await done).images).toHaveLength(1)
  })

  test('requests are recorded as they were sent', async () => {
    const transport = createScriptedTransport([{ body: anAcceptance() }])
    await createFluxClient({ token: 'any', transport }).submit({ action: 'generate', prompt: 'a red fox' })
    expect(transport.requests).toMatchObject([
      {
        method: 'POST',
        url: 'https://api.acedata.cloud/flux/images',
        headers: { authorization: 'Bearer any' },
        body: { prompt: 'a red fox' },
        network: 'api',
      },
    ])
    expect(transport.remaining).toBe(0)
  })

  test.each([
    ['not-sent', 'not_sent'],
    ['lost', 'outcome_unknown'],
    [{ cut: { body: anAcceptance() } }, 'outcome_unknown'],
    [{ status: 403, body: { error: { code: 'used_up' } } }, 'used_up'],
    [{ body: 'no JSON' }, 'outcome_unknown'],
  ] as const)('%j on a submission is %s', async (step, code) => {
    const clock = createFakeClock()
    const transport = createScriptedTransport([step, step, step, step])
    const flux = createFluxClient({ token: 'any', transport, clock, random: () => 0 })
    const done = expect(flux.submit({ action: 'generate', prompt: 'a red fox' })).rejects.toMatchObject({ code })
    await clock.advance(10_000)
    await done
  })

  test('hang never answers', async () => {
    const clock = createFakeClock()
    const flux = createFluxClient({ token: 'any', transport: createScriptedTransport(['hang']), clock })
    const done = expect(flux.submit({ action: 'generate', prompt: 'a red fox' })).rejects.toMatchObject({
      code: 'outcome_unknown',
    })
    await clock.advance(30_000)
    await done
  })

  test('a function can answer everything', async () => {
    const transport = createScriptedTransport(({ url }) => (url.endsWith('/tasks') ? { status: 404, body: {} } : {}))
    await expect(createFluxClient({ token: 'any', transport }).tasks.get('task-1')).rejects.toMatchObject({
      code: 'unknown_task',
    })
  })
})
