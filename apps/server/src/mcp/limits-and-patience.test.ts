import { replaceTimers } from '@fluxkit/tooling/time'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createLab } from '../test/lab.ts'
import { translateFor } from '../language/translator.ts'
import { call, connect, dataOf, eras, textOf } from '../test/mcp-client.ts'

describe.each(eras)('a client of %s that gives up after 60 s', (era) => {
  test('has an answer after 45 s while the job runs, and the image by waiting', async () => {
    await using lab = await createLab({ simulator: { durationsMs: () => 200_000 } })
    const client = await connect(lab, await lab.openStudio(), { era })
    // The client's own timer: 60 s, which no progress prolongs.
    onTestFinished(replaceTimers(lab.clock))
    const startMs = lab.clock.now()
    const first = await call(lab, client, 'flux_generate', { prompt: 'a fox' })
    expect(lab.clock.now() - startMs).toBe(45_000)
    expect(first.isError).toBeFalsy()
    expect(dataOf(first)).toMatchObject({ state: 'submitted', charged: 'unknown', files: [] })
    expect(textOf(first)).toContain('is still running. Don’t submit it again: call flux_wait with this jobId.')
    const { jobId } = dataOf(first)
    let answer = first
    for (let waits = 0; waits < 5 && dataOf(answer).files.length === 0; waits++) {
      answer = await call(lab, client, 'flux_wait', { jobId })
    }
    expect(dataOf(answer)).toMatchObject({ state: 'done', charged: 'yes', jobId })
    expect(lab.simulator.stats).toMatchObject({ submissions: 1, charges: 1 })
  })

  test('has the image in time although the service never answers the submission', async () => {
    await using lab = await createLab()
    const client = await connect(lab, await lab.openStudio(), { era })
    onTestFinished(replaceTimers(lab.clock))
    lab.simulator.faults.add({ kind: 'hang-after', operation: 'submit', times: 1 })
    const startMs = lab.clock.now()
    expect(dataOf(await call(lab, client, 'flux_generate', { prompt: 'a fox' }))).toMatchObject({ state: 'done' })
    expect(lab.clock.now() - startMs).toBeLessThanOrEqual(45_000)
    expect(lab.simulator.stats).toMatchObject({ submissions: 1, charges: 1 })
  })
})

describe.each(eras)('a limit in credits and a model whose price isn’t known, for a client of %s', (era) => {
  const limits = { session: { credits: 1 }, day: {} }
  const request = { prompt: 'a fox', model: 'flux-pro' }

  test('are a question to the user, and a yes makes the image', async () => {
    await using lab = await createLab({ limits })
    const question: string[] = []
    const onElicit = (message: string) => {
      question.push(message)
      return { action: 'accept' as const, content: { confirm: true } }
    }
    const client = await connect(lab, await lab.openStudio(), { era, onElicit })
    expect(dataOf(await call(lab, client, 'flux_generate', request))).toMatchObject({ state: 'done', charged: 'yes' })
    expect(question).toEqual([
      'There is a limit in credits, and the price of this model isn’t known yet. Make this image all the same?',
    ])
    // It is known now.
    await call(lab, client, 'flux_generate', { ...request, prompt: 'a cat' })
    expect(question).toHaveLength(1)
  })

  test('are a question in the language of the user’s machine, and answers for the model stay English', async () => {
    await using lab = await createLab({ limits })
    const question: string[] = []
    const onElicit = (message: string) => {
      question.push(message)
      return { action: 'decline' as const }
    }
    const t = await translateFor({ LANG: 'de_DE.UTF-8' })
    const client = await connect(lab, await lab.openStudio(), { era, onElicit, t })
    const answer = await call(lab, client, 'flux_generate', request)
    expect(question).toEqual([
      'Es gibt ein Limit in Credits, und der Preis dieses Modells ist noch nicht bekannt. Dieses Bild trotzdem erzeugen?',
    ])
    expect(JSON.stringify(answer.content)).toContain('the price of this model isn’t known yet')
  })

  test('are refused after a no, before anything is sent', async () => {
    await using lab = await createLab({ limits })
    const client = await connect(lab, await lab.openStudio(), { era, onElicit: () => ({ action: 'decline' as const }) })
    const answer = await call(lab, client, 'flux_generate', request)
    expect(dataOf(answer)).toMatchObject({ state: 'refused', charged: 'no', error: { code: 'budget_reached' } })
    expect(lab.simulator.stats.submissions).toBe(0)
  })

  test('are refused where nobody can be asked', async () => {
    await using lab = await createLab({ limits })
    const client = await connect(lab, await lab.openStudio(), { era })
    expect(textOf(await call(lab, client, 'flux_generate', request))).toContain(
      'the price of this model isn’t known yet. Nothing was charged. Use a model whose price is known',
    )
    expect(lab.simulator.stats.submissions).toBe(0)
  })
})

test('an agent whose submissions are all lost stops at the limit: each of them may be charged', async () => {
  await using lab = await createLab({ limits: { session: { images: 2 }, day: {} } })
  lab.simulator.faults.add({ kind: '502', operation: 'submit' })
  const client = await connect(lab, await lab.openStudio())
  const states: unknown[] = []
  for (const variant of [1, 2, 3, 4]) {
    states.push(dataOf(await call(lab, client, 'flux_generate', { prompt: 'a fox', variant }))['state'])
  }
  expect(states).toEqual(['unknown', 'unknown', 'refused', 'refused'])
  expect(lab.simulator.stats.submissions).toBe(2)
})
