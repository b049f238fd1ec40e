import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createLab } from '../test/lab.ts'
import { call, connect, dataOf, eras, textOf } from '../test/mcp-client.ts'

describe.each(eras)('for a client of %s', (era) => {
  test('an image is made, saved in the project, previewed and linked', async () => {
    await using lab = await createLab()
    const client = await connect(lab, await lab.openStudio(), { era })
    const answer = await call(lab, client, 'flux_generate', { prompt: 'a red fox' })
    const path = join(lab.project, 'images', 'a-red-fox.png')
    expect(answer.isError).toBeFalsy()
    expect(dataOf(answer)).toMatchObject({
      state: 'done',
      charged: 'yes',
      cost: { amount: 0.216, currency: 'credit' },
      files: [{ path, uri: `file://${path}`, format: 'png', width: 64, height: 64 }],
      variant: 1,
      nextVariant: 2,
      sandbox: false,
      budget: {
        session: { images: { used: 1, limit: 25, left: 24 }, credits: { used: 0.216 } },
        day: { images: { used: 1, limit: 100, left: 99 }, credits: { used: 0.216 } },
      },
    })
    expect(existsSync(path)).toBe(true)
    expect(answer.content.map(({ type }) => type)).toEqual(['text', 'image', 'resource_link'])
    expect(textOf(answer)).toContain(`Saved 1 image:\n${path} (64 × 64)`)
    expect(textOf(answer)).toContain('for another image use variant 2')
    expect(lab.simulator.stats.submissions).toBe(1)
  })

  test('the same call again is the same job and costs nothing; a variant is another image', async () => {
    await using lab = await createLab()
    const client = await connect(lab, await lab.openStudio(), { era })
    const first = await call(lab, client, 'flux_generate', { prompt: 'a red fox' })
    const again = await call(lab, client, 'flux_generate', { prompt: 'a red fox', count: 1, variant: 1 })
    expect(dataOf(again).jobId).toBe(dataOf(first).jobId)
    expect(lab.simulator.stats.submissions).toBe(1)
    const second = await call(lab, client, 'flux_generate', { prompt: 'a red fox', variant: 2 })
    const secondAgain = await call(lab, client, 'flux_generate', { prompt: 'a red fox', variant: 2 })
    expect(dataOf(second).jobId).not.toBe(dataOf(first).jobId)
    expect(dataOf(secondAgain)).toMatchObject({ jobId: dataOf(second).jobId, variant: 2, nextVariant: 3 })
    expect(lab.simulator.stats.submissions).toBe(2)
  })

  test('a job that takes longer than 45 s is reported as running, and flux_wait returns it', async () => {
    await using lab = await createLab({ simulator: { durationsMs: () => 100_000 } })
    const client = await connect(lab, await lab.openStudio(), { era })
    const startMs = lab.clock.now()
    const running = await call(lab, client, 'flux_generate', { prompt: 'a slow fox' })
    expect(lab.clock.now() - startMs).toBeGreaterThanOrEqual(45_000)
    expect(lab.clock.now() - startMs).toBeLessThan(50_000)
    expect(running.isError).toBeFalsy()
    expect(dataOf(running)).toMatchObject({ state: 'submitted', files: [], charged: 'unknown' })
    expect(textOf(running)).toContain('is still running. Don’t submit it again: call flux_wait with this jobId.')
    const again = await call(lab, client, 'flux_generate', { prompt: 'a slow fox' })
    expect(dataOf(again).jobId).toBe(dataOf(running).jobId)
    const done = await call(lab, client, 'flux_wait', { jobId: dataOf(running).jobId })
    expect(dataOf(done)).toMatchObject({ state: 'done', jobId: dataOf(running).jobId, charged: 'yes' })
    expect(lab.simulator.stats.submissions).toBe(1)
  })

  test('progress is reported to a client that requests it, and only increases', async () => {
    await using lab = await createLab({ simulator: { durationsMs: () => 20_000 } })
    const client = await connect(lab, await lab.openStudio(), { era })
    const seen: { progress: number; message?: string | undefined }[] = []
    const request = { name: 'flux_generate', arguments: { prompt: 'a fox' } }
    await lab.clock.until(client.callTool(request, { onprogress: (progress) => void seen.push(progress) }))
    const values = seen.map(({ progress }) => progress)
    expect(values.length).toBeGreaterThanOrEqual(5)
    expect(values).toEqual([...new Set(values)].toSorted((a, b) => a - b))
    expect(seen.map(({ message }) => message)).toContain('The service has accepted the job.')
  })
})

test('five tools are listed, and their annotations say what they cost', async () => {
  await using lab = await createLab()
  const client = await connect(lab, await lab.openStudio())
  const { tools } = await lab.clock.until(client.listTools())
  expect(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint, annotations?.idempotentHint])).toEqual([
    ['flux_generate', false, true],
    ['flux_edit', false, true],
    ['flux_wait', false, true],
    ['flux_history', true, true],
    ['flux_models', true, true],
  ])
  const [generate, edit] = tools
  const shared = ['prompt', 'model', 'size', 'count', 'name', 'variant']
  expect(Object.keys(generate?.inputSchema.properties ?? {})).toEqual(expect.arrayContaining(shared))
  expect(Object.keys(edit?.inputSchema.properties ?? {})).toEqual(expect.arrayContaining([...shared, 'image']))
  expect(tools.every(({ outputSchema }) => outputSchema?.type === 'object')).toBe(true)
})

test('four images of one call have four files, one price and one submission', async () => {
  await using lab = await createLab()
  const client = await connect(lab, await lab.openStudio())
  const answer = await call(lab, client, 'flux_generate', { prompt: 'foxes', count: 4, name: 'my foxes' })
  expect(dataOf(answer).files.map(({ path }) => path)).toEqual(
    [1, 2, 3, 4].map((index) => join(lab.project, 'images', `my foxes-${index}.png`)),
  )
  expect(dataOf(answer)).toMatchObject({ cost: { amount: 0.864 } })
  expect(lab.simulator.stats.submissions).toBe(1)
})

describe('invalid requests', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['an unknown model', { prompt: 'x', model: 'flux-9' }, 'model'],
    ['a size that the model lacks', { prompt: 'x', model: 'flux-kontext-pro', size: '1000x1000' }, 'size'],
    ['an empty prompt', { prompt: '  ' }, 'prompt'],
    ['no prompt', {}, 'prompt'],
    ['a huge prompt', { prompt: 'x'.repeat(20_001) }, 'prompt'],
    ['too many images', { prompt: 'x', count: 11 }, 'count'],
    ['a variant that is not a number', { prompt: 'x', variant: 'two' }, 'variant'],
    ['an argument that doesn’t exist', { prompt: 'x', varient: 2 }, 'varient'],
    ['a prompt of another type', { prompt: { text: 'x' } }, 'prompt'],
  ])('%s is refused with what was charged and what to do', async (_, args, named) => {
    await using lab = await createLab()
    const client = await connect(lab, await lab.openStudio())
    const answer = await call(lab, client, 'flux_generate', args)
    expect(answer.isError).toBe(true)
    expect(dataOf(answer)).toMatchObject({
      state: 'refused',
      charged: 'no',
      files: [],
      error: { code: 'invalid_request' },
    })
    expect(textOf(answer)).toContain(named)
    expect(textOf(answer)).toContain('Nothing was charged.')
    expect(textOf(answer).length).toBeLessThan(2_000)
    expect(lab.simulator.stats.submissions).toBe(0)
  })

  test('a moderated prompt fails uncharged with the trace id; the corrected call is another job', async () => {
    await using lab = await createLab()
    const client = await connect(lab, await lab.openStudio())
    const answer = await call(lab, client, 'flux_generate', { prompt: 'x [sim:moderation]' })
    expect(answer.isError).toBe(true)
    expect(dataOf(answer)).toMatchObject({ state: 'failed', charged: 'no', error: { code: 'moderated' } })
    expect(dataOf(answer).error?.traceId).toMatch(/\w{8}/)
    expect(textOf(answer)).toContain('Change the prompt or the image.')
    expect(textOf(answer)).not.toContain('sim:moderation')
  })

  test('a call that failed uncharged may be repeated', async () => {
    await using lab = await createLab()
    const client = await connect(lab, await lab.openStudio())
    lab.simulator.faults.add({ kind: 'moderation', times: 1 })
    expect(dataOf(await call(lab, client, 'flux_generate', { prompt: 'a fox' })).error?.code).toBe('moderated')
    const answer = await call(lab, client, 'flux_generate', { prompt: 'a fox' })
    expect(dataOf(answer)).toMatchObject({ state: 'done', nextVariant: 2 })
    expect(dataOf(await call(lab, client, 'flux_generate', { prompt: 'a fox' })).jobId).toBe(dataOf(answer).jobId)
    expect(lab.simulator.stats.charges - lab.simulator.stats.refunds).toBe(1)
  })
})

test('a lost answer is never submitted again, however often the call is repeated', async () => {
  await using lab = await createLab()
  const client = await connect(lab, await lab.openStudio())
  lab.simulator.faults.add({ kind: 'reset-after', operation: 'submit', times: 1 })
  for (let time = 0; time < 3; time++) {
    const answer = await call(lab, client, 'flux_generate', { prompt: 'a fox' })
    expect(['done', 'unknown', 'submitted', 'ready']).toContain(dataOf(answer)['state'])
  }
  const { submissions, charges, refunds } = lab.simulator.stats
  expect({ submissions, paid: charges - refunds }).toEqual({ submissions: 1, paid: 1 })
})

test('the sandbox identifies itself and costs nothing', async () => {
  await using lab = await createLab()
  const client = await connect(lab, await lab.openStudio({ choice: { kind: 'sandbox' } }))
  const answer = await call(lab, client, 'flux_generate', { prompt: 'a fox' })
  expect(dataOf(answer)).toMatchObject({ state: 'done', charged: 'no', sandbox: true })
  expect(textOf(answer)).toContain('This is the sandbox: images are drawn on this machine and cost nothing.')
  expect(lab.simulator.stats.submissions).toBe(0)
})

test('listing jobs and models is free', async () => {
  await using lab = await createLab()
  const client = await connect(lab, await lab.openStudio())
  expect(textOf(await call(lab, client, 'flux_history'))).toBe('No jobs yet.')
  const made = await call(lab, client, 'flux_generate', { prompt: 'a fox' })
  const { structuredContent } = await call(lab, client, 'flux_history', { limit: 5 })
  expect(structuredContent).toMatchObject({
    jobs: [
      {
        jobId: dataOf(made).jobId,
        state: 'done',
        charged: 'yes',
        app: 'server',
        prompt: 'a fox',
        files: [dataOf(made).files[0]?.path],
      },
    ],
  })
  const models = await call(lab, client, 'flux_models')
  expect(textOf(models)).toContain('flux-dev (generate, edit): Fast: drafts and everyday images.')
  expect(textOf(models)).toContain('about 0.22 credits')
  expect(lab.simulator.stats.submissions).toBe(1)
})

test('flux_wait says so when there is nothing to wait for, or no such job', async () => {
  await using lab = await createLab()
  const client = await connect(lab, await lab.openStudio())
  expect(dataOf(await call(lab, client, 'flux_wait')).error?.code).toBe('nothing_to_wait_for')
  expect(dataOf(await call(lab, client, 'flux_wait', { jobId: 'srv-nothing' })).error?.code).toBe('unknown_job')
})
