import { readFile, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { identifyImage } from '@fluxkit/core/images'
import { drawImage } from '@fluxkit/simulator'
import { replaceTimers } from '@fluxkit/tooling/time'
import { toFile } from 'openai'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openaiClient, startHttp, token } from '../test/http-server.ts'
import { createLab, type Lab } from '../test/lab.ts'

// The real openai client, over real sockets, on the clock of the test.

const fox = { prompt: 'a red fox', model: 'flux-dev', size: '1024x1024' } as const

/** A part of the API that apps still use. */
const asBytes = { response_format: 'b64_json' } as const

const paid = ({ simulator }: Lab): number => simulator.stats.charges - simulator.stats.refunds

async function logo(): Promise<Uint8Array> {
  return drawImage({ prompt: 'logo', model: 'flux-dev', seed: 1, width: 64, height: 32 })
}

describe('images.generate', () => {
  test('returns links that show the saved images without the token', async () => {
    await using lab = await createLab()
    await using server = await startHttp(lab, await lab.openStudio())
    const answer = await lab.clock.until(openaiClient(server.url).images.generate(fox))
    const link = answer.data?.[0]?.url ?? ''
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\/images\/files\/srv-\w+\/0\?signature=[\w-]+$/)
    const response = await fetch(link)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png'])
    const saved = await readFile(join(lab.project, 'images', 'a-red-fox.png'))
    expect(Buffer.from(await response.arrayBuffer()).equals(saved)).toBe(true)
    expect((await fetch(link.replace('/0?', '/1?'))).status).toBe(404)
    expect((await fetch(link.replace('signature=', 'signature=x'))).status).toBe(404)
    expect(answer).toMatchObject({ fluxkit: { cost: { amount: 0.216, currency: 'credit' }, sandbox: false } })
  })

  test('returns the bytes themselves when asked for b64_json', async () => {
    await using lab = await createLab()
    await using server = await startHttp(lab, await lab.openStudio())
    const call = openaiClient(server.url).images.generate({ ...fox, n: 2, ...asBytes })
    const { data = [] } = await lab.clock.until(call)
    const images = data.map(({ b64_json: base64 = '' }) => identifyImage(Buffer.from(base64, 'base64')))
    expect(images).toMatchObject([
      { format: 'png', complete: true },
      { format: 'png', complete: true },
    ])
    expect(lab.simulator.stats.submissions).toBe(1)
  })

  test('four identical calls at once are four images', async () => {
    await using lab = await createLab()
    await using server = await startHttp(lab, await lab.openStudio())
    const client = openaiClient(server.url)
    const answers = await lab.clock.until(Promise.all([1, 2, 3, 4].map(() => client.images.generate(fox))))
    expect(new Set(answers.map(({ data }) => data?.[0]?.url)).size).toBe(4)
    expect([lab.simulator.stats.submissions, paid(lab)]).toEqual([4, 4])
  })

  test('an identical call after an answer is another image', async () => {
    await using lab = await createLab()
    await using server = await startHttp(lab, await lab.openStudio())
    const client = openaiClient(server.url)
    for (let time = 0; time < 2; time++) await lab.clock.until(client.images.generate(fox))
    expect(paid(lab)).toBe(2)
  })

  test('with the same Idempotency-Key it is the same image, also in another server; another body is refused', async () => {
    await using lab = await createLab()
    await using server = await startHttp(lab, await lab.openStudio())
    await using other = await startHttp(lab, await lab.openStudio())
    const options = { headers: { 'Idempotency-Key': 'order-7' } }
    const answers = []
    for (const { url } of [server, server, other]) {
      answers.push(await lab.clock.until(openaiClient(url).images.generate(fox, options)))
    }
    const ids = answers.map((answer) => (answer as unknown as { fluxkit: { job_id: string } }).fluxkit.job_id)
    expect(new Set(ids).size).toBe(1)
    const reused = openaiClient(server.url).images.generate({ ...fox, prompt: 'a cat' }, options)
    await expect(lab.clock.until(reused)).rejects.toMatchObject({ status: 422, code: 'idempotency_key_reused' })
    expect(paid(lab)).toBe(1)
  })

  test('of two calls at once with one Idempotency-Key and different bodies one is refused', async () => {
    await using lab = await createLab()
    await using server = await startHttp(lab, await lab.openStudio())
    const options = { headers: { 'Idempotency-Key': 'order-8' } }
    const client = openaiClient(server.url)
    const sent = ['a fox', 'a cat'].map((prompt) => client.images.generate({ ...fox, prompt }, options))
    const results = await lab.clock.until(Promise.allSettled(sent))
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { status: 422 } })
    expect(paid(lab)).toBe(1)
  })

  test('the client’s own retries after its timeouts get the job that is paid for', async () => {
    await using lab = await createLab({ simulator: { durationsMs: () => 25_000 } })
    await using server = await startHttp(lab, await lab.openStudio())
    onTestFinished(replaceTimers(lab.clock))
    const client = openaiClient(server.url, { timeout: 10_000, maxRetries: 5 })
    const startMs = lab.clock.now()
    const { data } = await lab.clock.until(client.images.generate(fox))
    expect(data).toHaveLength(1)
    // It gave up twice before the image was there.
    expect(lab.clock.now() - startMs).toBeGreaterThan(25_000)
    expect([lab.simulator.stats.submissions, paid(lab)]).toEqual([1, 1])
  })

  test('a cut connection is followed by the same job, once; the call after that is new', async () => {
    await using lab = await createLab({ simulator: { durationsMs: () => 30_000 } })
    await using server = await startHttp(lab, await lab.openStudio())
    const client = openaiClient(server.url)
    const gone = new AbortController()
    const cut = client.images.generate(fox, { signal: gone.signal }).catch(() => 'cut')
    await lab.clock.advance(10_000)
    gone.abort()
    await cut
    await lab.clock.advance(60_000)
    await lab.clock.until(client.images.generate(fox))
    expect(paid(lab)).toBe(1)
    await lab.clock.until(client.images.generate(fox))
    expect(paid(lab)).toBe(2)
  })

  test('a cut connection is forgotten after 15 minutes', async () => {
    await using lab = await createLab()
    await using server = await startHttp(lab, await lab.openStudio())
    const gone = new AbortController()
    const cut = openaiClient(server.url)
      .images.generate(fox, { signal: gone.signal })
      .catch(() => 'cut')
    await lab.clock.advance(1_000)
    gone.abort()
    await cut
    await lab.clock.advance(16 * 60_000)
    await lab.clock.until(openaiClient(server.url).images.generate(fox))
    expect(paid(lab)).toBe(2)
  })

  test('a server that is restarted gives the job of a cut call to the next identical one, and delivered ones to none', async () => {
    await using lab = await createLab({ simulator: { durationsMs: () => 30_000 } })
    const first = await startHttp(lab, await lab.openStudio())
    await lab.clock.until(openaiClient(first.url).images.generate(fox))
    const cut = openaiClient(first.url)
      .images.generate(fox)
      .catch(() => 'cut')
    await lab.clock.advance(10_000)
    await first[Symbol.asyncDispose]()
    expect(await cut).toBe('cut')
    await lab.clock.advance(60_000)
    await using second = await startHttp(lab, await lab.openStudio())
    await lab.clock.until(openaiClient(second.url).images.generate(fox))
    expect(paid(lab)).toBe(2)
    await lab.clock.until(openaiClient(second.url).images.generate(fox))
    expect(paid(lab)).toBe(3)
  })
})

describe('images.edit', () => {
  const edit = { prompt: 'make it blue', model: 'flux-kontext-pro' } as const

  test('of a file is refused without permission to publish, before anything is sent', async () => {
    await using lab = await createLab({ platformToken: 'platform-token' })
    await using server = await startHttp(lab, await lab.openStudio())
    const image = await toFile(await logo(), 'logo.png')
    await expect(lab.clock.until(openaiClient(server.url).images.edit({ ...edit, image }))).rejects.toMatchObject({
      status: 403,
      code: 'publishing_not_allowed',
    })
    expect(lab.simulator.stats).toMatchObject({ submissions: 0, uploads: 0 })
  })

  test('of a file uploads it with permission, and saves the result', async () => {
    await using lab = await createLab({ platformToken: 'platform-token', allowPublish: true })
    await using server = await startHttp(lab, await lab.openStudio())
    const image = await toFile(await logo(), 'logo.png')
    const call = openaiClient(server.url).images.edit({ ...edit, image, ...asBytes })
    const { data } = await lab.clock.until(call)
    expect(data).toHaveLength(1)
    expect(lab.simulator.stats).toMatchObject({ submissions: 1, uploads: 1 })
  })

  test.each<[string, () => Promise<Record<string, unknown>>, string]>([
    [
      'a file that isn’t an image',
      async () => ({ image: await toFile(Buffer.from('text'), 'a.png') }),
      'invalid_request',
    ],
    [
      'a mask',
      async () => ({ image: await toFile(await logo(), 'a.png'), mask: await toFile(await logo(), 'm.png') }),
      'invalid_request',
    ],
    [
      'two images',
      async () => ({ image: [await toFile(await logo(), 'a.png'), await toFile(await logo(), 'b.png')] }),
      'invalid_request',
    ],
    ['several results', async () => ({ image: await toFile(await logo(), 'a.png'), n: 2 }), 'invalid_request'],
  ])('with %s is refused', async (_, fields, code) => {
    await using lab = await createLab({ platformToken: 'platform-token', allowPublish: true })
    await using server = await startHttp(lab, await lab.openStudio())
    const call = openaiClient(server.url).images.edit({ ...edit, ...(await fields()) } as never)
    await expect(lab.clock.until(call)).rejects.toMatchObject({ status: 400, code })
    expect(lab.simulator.stats).toMatchObject({ submissions: 0, uploads: 0 })
  })
})

describe('failures', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'a model that doesn’t exist',
      { ...fox, model: 'dall-e-3' },
      { status: 404, code: 'model_not_found', param: 'model' },
    ],
    ['a size that the model lacks', { ...fox, size: '7x999' }, { status: 400, code: 'invalid_request' }],
    ['a moderated prompt', { ...fox, prompt: 'x [sim:moderation]' }, { status: 400, code: 'moderated' }],
    ['a failed task', { ...fox, prompt: 'x [sim:task-fails]' }, { code: 'task_failed' }],
  ])('of %s have OpenAI’s shape, and the client doesn’t repeat them', async (_, body, expected) => {
    await using lab = await createLab()
    await using server = await startHttp(lab, await lab.openStudio())
    const client = openaiClient(server.url, { maxRetries: 2 })
    const error: unknown = await lab.clock
      .until(client.images.generate(body as never))
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject(expected)
    expect(error).toMatchObject({ error: { charged: 'no' } })
    expect(lab.simulator.stats.submissions).toBeLessThanOrEqual(1)
  })

  test('a lost answer is 424 once it isn’t found, which nobody repeats', async () => {
    await using lab = await createLab({ simulator: { contract: 'readme' } })
    await using server = await startHttp(lab, await lab.openStudio())
    lab.simulator.faults.add({ kind: 'reset-before', operation: 'submit', times: 1 })
    const client = openaiClient(server.url, { maxRetries: 2 })
    await expect(lab.clock.until(client.images.generate(fox))).rejects.toMatchObject({
      status: 424,
      code: 'outcome_unknown',
      error: { charged: 'unknown' },
    })
  })

  test('an image that couldn’t be downloaded is not paid for again by the same request', async () => {
    await using lab = await createLab()
    await using server = await startHttp(lab, await lab.openStudio())
    lab.simulator.faults.add({ kind: 'image-404' })
    const client = openaiClient(server.url)
    await expect(lab.clock.until(client.images.generate(fox))).rejects.toMatchObject({
      status: 424,
      error: { charged: 'yes' },
      message: expect.stringContaining('the same request within 15 minutes gets this job') as string,
    })
    lab.simulator.faults.clear()
    const { data } = await lab.clock.until(client.images.generate(fox))
    expect(data).toHaveLength(1)
    expect([lab.simulator.stats.submissions, paid(lab)]).toEqual([1, 1])
  })

  test('what may have been accepted is not submitted again by the same request', async () => {
    await using lab = await createLab()
    await using server = await startHttp(lab, await lab.openStudio())
    lab.simulator.faults.add({ kind: 'reset-before', operation: 'submit', times: 1 })
    const client = openaiClient(server.url)
    for (let time = 0; time < 3; time++) {
      const failed = lab.clock.until(client.images.generate(fox))
      await expect(failed).rejects.toMatchObject({ status: 424, code: 'outcome_unknown' })
    }
    expect(lab.simulator.stats.submissions).toBe(1)
  })

  test('a job whose upload hangs is still running, and the same request gets it', async () => {
    await using lab = await createLab({ platformToken: 'platform-token', allowPublish: true })
    await using server = await startHttp(lab, await lab.openStudio())
    onTestFinished(replaceTimers(lab.clock))
    lab.simulator.faults.add({ kind: 'hang-before', operation: 'upload' })
    const client = openaiClient(server.url)
    const edit = async () =>
      client.images.edit({ prompt: 'x', model: 'flux-kontext-pro', image: await toFile(await logo(), 'a.png') })
    await expect(lab.clock.until(edit())).rejects.toMatchObject({
      status: 503,
      code: 'still_running',
      error: { charged: 'unknown' },
    })
    lab.simulator.faults.clear()
    const { data } = await lab.clock.until(edit())
    expect(data).toHaveLength(1)
    expect([(await (await lab.openStudio()).list()).length, paid(lab)]).toEqual([1, 1])
  })

  test('a job that takes longer than clients wait for an answer is paid for once, and arrives', async () => {
    await using lab = await createLab({ simulator: { durationsMs: () => 700_000 } })
    await using server = await startHttp(lab, await lab.openStudio())
    onTestFinished(replaceTimers(lab.clock))
    const { data } = await lab.clock.until(openaiClient(server.url, { maxRetries: 2 }).images.generate(fox))
    expect(data).toHaveLength(1)
    expect([lab.simulator.stats.submissions, paid(lab)]).toEqual([1, 1])
  })

  test('the budget is kept', async () => {
    await using lab = await createLab({ limits: { session: { images: 1 }, day: {} } })
    await using server = await startHttp(lab, await lab.openStudio())
    const client = openaiClient(server.url)
    await lab.clock.until(client.images.generate(fox))
    await expect(lab.clock.until(client.images.generate(fox))).rejects.toMatchObject({
      status: 402,
      code: 'budget_reached',
    })
    expect(paid(lab)).toBe(1)
  })

  test('a data folder that can’t be read is an answer: nothing was charged, and what to do', async () => {
    await using lab = await createLab()
    await using server = await startHttp(lab, await lab.openStudio())
    await rm(join(lab.dataFolder, 'jobs'), { recursive: true, force: true })
    await writeFile(join(lab.dataFolder, 'jobs'), 'not a folder')
    await expect(lab.clock.until(openaiClient(server.url).images.generate(fox))).rejects.toMatchObject({
      status: 424,
      code: 'file_system',
      message: expect.stringMatching(/the same request within 15 minutes gets this job/) as string,
    })
    expect(lab.simulator.stats.submissions).toBe(0)
  })

  test('a file that was deleted is said to be missing, and what it cost', async () => {
    await using lab = await createLab()
    await using server = await startHttp(lab, await lab.openStudio())
    const options = { headers: { 'Idempotency-Key': 'k' } }
    const call = () => lab.clock.until(openaiClient(server.url).images.generate({ ...fox, ...asBytes }, options))
    await call()
    await rm(join(lab.project, 'images'), { recursive: true })
    await expect(call()).rejects.toMatchObject({ status: 424, code: 'file_missing', error: { charged: 'yes' } })
  })
})

test('models are listed', async () => {
  await using lab = await createLab()
  await using server = await startHttp(lab, await lab.openStudio())
  const { data } = await openaiClient(server.url).models.list()
  expect(data[0]).toEqual({ id: 'flux-dev', object: 'model', created: 0, owned_by: 'black-forest-labs' })
  expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining(['flux-kontext-max', 'flux-2-max', 'flux-pro-1.1']))
})

describe('who may call', () => {
  const send = (url: string, headers: Record<string, string>, path = '/v1/models'): Promise<number> =>
    new Promise((resolve, reject) => {
      // `fetch` lets nobody set Host.
      const sent = httpRequest(url + path, { headers }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      sent.on('error', reject).end()
    })

  test('is who knows the token, from this machine or by an allowed name', async () => {
    await using lab = await createLab()
    await using server = await startHttp(lab, await lab.openStudio())
    const bearer = { authorization: `Bearer ${token}` }
    expect(await send(server.url, bearer)).toBe(200)
    expect(await send(server.url, {})).toBe(401)
    expect(await send(server.url, {}, '/mcp')).toBe(401)
    expect(await send(server.url, { ...bearer, host: 'evil.example' })).toBe(403)
    expect(await send(server.url, { ...bearer, origin: 'https://evil.example' })).toBe(403)
    expect(await send(server.url, bearer, '/nothing')).toBe(404)
  })

  test('bodies have a limit', async () => {
    await using lab = await createLab()
    await using server = await startHttp(lab, await lab.openStudio())
    const call = openaiClient(server.url).images.generate({ ...fox, prompt: 'x'.repeat(1_100_000) })
    await expect(call).rejects.toMatchObject({ status: 413, code: 'too_large' })
  })
})

test('a file with a hostile name is uploaded under none', async () => {
  await using lab = await createLab({ platformToken: 'platform-token', allowPublish: true })
  await using server = await startHttp(lab, await lab.openStudio())
  await writeFile(join(lab.project, 'x'), '')
  const image = await toFile(await logo(), '../../etc/passwd.png')
  const { data } = await lab.clock.until(
    openaiClient(server.url).images.edit({ prompt: 'x', image, model: 'flux-kontext-pro' }),
  )
  expect(data).toHaveLength(1)
})
