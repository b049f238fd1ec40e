import { get, request } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { createSimulator, type Simulator } from '../simulator.ts'
import type { Fault } from '../faults/fault.ts'

const opened: Simulator[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((simulator) => simulator.close()))
})

async function serve(
  ...faults: Fault[]
): Promise<{ simulator: Simulator; url: string; submit: (init?: RequestInit) => Promise<Response> }> {
  const simulator = createSimulator({ durationsMs: () => 1, speed: 1_000 })
  opened.push(simulator)
  for (const fault of faults) simulator.faults.add(fault)
  const { url } = await simulator.listen()
  const submit = (init: RequestInit = {}): Promise<Response> =>
    fetch(`${url}/flux/images`, {
      method: 'POST',
      headers: { authorization: 'Bearer t' },
      body: JSON.stringify({ action: 'generate', prompt: 'x', size: '256x256' }),
      ...init,
    })
  return { simulator, url, submit }
}

test('an image can be submitted and fetched through a socket', async () => {
  const { url, submit } = await serve()
  const { data } = (await (await submit()).json()) as { data: { image_url: string }[] }
  const link = data[0]?.image_url ?? ''
  expect(link.startsWith(`${url}/sandbox-images/`)).toBe(true)
  const image = new Uint8Array(await (await fetch(link)).arrayBuffer())
  expect([...image.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47])
})

test('it listens on this machine only', async () => {
  const { url } = await serve()
  expect(new URL(url).hostname).toBe('127.0.0.1')
})

test.each([
  ['reset-before', 0],
  ['reset-after', 1],
] as const)('%s is a reset of the connection, with %i accepted', async (kind, accepted) => {
  const { simulator, submit } = await serve({ kind })
  await expect(submit()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  expect(simulator.stats.accepted).toBe(accepted)
})

test('reset-mid-body lets headers and half of the body through', async () => {
  const { submit } = await serve({ kind: 'reset-mid-body' })
  const response = await submit()
  expect(response.status).toBe(200)
  const reader = response.body?.getReader()
  expect(new TextDecoder().decode((await reader?.read())?.value)).toMatch(/^\{"success":true/)
  await expect(reader?.read()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
})

test('unasked-continue: an interim answer comes before the true one', async () => {
  const { url } = await serve({ kind: 'unasked-continue' })
  const seen: number[] = []
  const status = await new Promise((resolve, reject) => {
    const outgoing = request(
      `${url}/flux/images`,
      { method: 'POST', headers: { authorization: 'Bearer t' } },
      (response) => {
        response.resume()
        resolve(response.statusCode)
      },
    )
    outgoing.on('continue', () => seen.push(100))
    outgoing.on('error', reject)
    outgoing.end(JSON.stringify({ action: 'generate', prompt: 'x', async: true }))
  })
  expect([seen, status]).toEqual([[100], 200])
})

test('a caller that gives up ends a hang', async () => {
  const { simulator, submit } = await serve({ kind: 'hang-after' })
  const abort = new AbortController()
  const answer = submit({ signal: abort.signal })
  while (simulator.stats.accepted === 0) await new Promise((resolve) => setImmediate(resolve))
  abort.abort(new Error('enough'))
  await expect(answer).rejects.toThrow('enough')
})

test('closing ends what hangs and refuses newcomers', async () => {
  const { simulator, submit } = await serve({ kind: 'hang-before', times: 1 })
  const failure = submit().catch((error: unknown) => error)
  while (simulator.stats.faultsInjected === 0) await new Promise((resolve) => setImmediate(resolve))
  await simulator.close()
  expect(await failure).toMatchObject({ message: 'fetch failed' })
  await expect(submit()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
})

test('an endless answer stops when the reader goes away', async () => {
  const { url, submit } = await serve({ kind: 'image-endless' })
  const { data } = (await (await submit()).json()) as { data: { image_url: string }[] }
  const response = await fetch(data[0]?.image_url ?? url)
  const reader = response.body?.getReader()
  await reader?.read()
  await reader?.cancel()
  expect((await fetch(`${url}/_control/stats`)).status).toBe(200)
})

test('a port in use is an error', async () => {
  const { simulator, url } = await serve()
  await expect(simulator.listen({ port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test.each([
  ['localhost', 200],
  ['evil.example', 421],
])('a request that calls it %s is answered with %i', async (host, status) => {
  const { url } = await serve()
  const answered = await new Promise((resolve) => {
    get(`${url}/_control/stats`, { headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
  })
  expect(answered).toBe(status)
})
