import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { systemClock } from '../http/clock.ts'
import { writeEndlessly } from '../http/fixtures/servers.ts'
import { fetchTransport } from '../http/fetch-transport.ts'
import { defaultRetryPolicy } from '../http/retry.ts'
import type { ImageNetwork } from '../images/fetch-image.ts'
import { bytes } from '../images/fixtures/bytes.ts'
import { images } from '../images/fixtures/images.ts'
import { saveImage } from './save-image.ts'
import { undiciTransport } from './undici-transport.ts'

const large = bytes(images.png, new Uint8Array(100_000))
const openAnswers = new Set<Promise<unknown>>()
let cuts = 0

function answer(path: string, response: ServerResponse): void {
  openAnswers.add(once(response, 'close'))
  const endless = (status: number): void => {
    response.writeHead(status).write('<html>')
    writeEndlessly(response, '<p>and so on</p>'.repeat(1000))
  }
  if (path === '/image') response.end(large)
  else if (path === '/moved') response.writeHead(302, { location: '/image' }).write('an answer that never ends')
  else if (path === '/page') endless(200)
  else if (path === '/gone') endless(404)
  else if (path === '/cut' && cuts++ === 0)
    response.writeHead(200).write(images.png.subarray(0, 300), () => response.destroy())
  else response.end(images.png)
}

describe.each([
  ['undici', undiciTransport()],
  ['fetch', fetchTransport()],
])('over %s', (_, transport) => {
  let server: Server
  let network: ImageNetwork
  let directory: string
  const save = (path: string) =>
    saveImage(network, new URL(path, network.baseUrl), { directory, name: 'fox', maxBytes: 200_000 })

  beforeAll(async () => {
    server = createServer((request, response) => answer(request.url ?? '', response))
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const baseUrl = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    const retry = { ...defaultRetryPolicy, baseDelayMs: 1 }
    network = { transport, clock: systemClock, random: Math.random, retry, baseUrl }
    cuts = 0
  })
  afterAll(async () => {
    await transport.close?.()
    server.closeAllConnections()
    server.close()
  })
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'fluxkit-sockets-'))
  })
  afterEach(async () => {
    await rm(directory, { recursive: true })
    // What was not read to its end must not keep a connection busy.
    await Promise.all(openAnswers)
  })

  it('an image comes to disk, behind a redirect whose own body never ends', async () => {
    const saved = await save('/moved')
    expect(saved).toMatchObject({ width: 24, height: 16, byteLength: 101_058 })
    expect(new Uint8Array(await readFile(saved.path))).toEqual(large)
  })

  it('a connection that breaks is tried again', async () => {
    const saved = await save('/cut')
    expect(new Uint8Array(await readFile(saved.path))).toEqual(images.png)
  })

  it.each([
    ['/page', 'not_an_image'],
    ['/gone', 'image_unavailable'],
  ])('%s, which never ends, is left at once and leaves nothing', async (path, code) => {
    await expect(save(path)).rejects.toMatchObject({ code })
    expect(await readdir(directory)).toEqual([])
  })
})
