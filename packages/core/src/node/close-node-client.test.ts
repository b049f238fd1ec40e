import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { images } from '../images/fixtures/images.ts'
import { createFluxClient, type NodeFluxClient } from './create-node-client.ts'

let server: Server
let baseUrl: string
let directory: string

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/flux/tasks') response.writeHead(200).write('{')
    else if (request.url === '/stalls') response.writeHead(200).write(images.png.subarray(0, 300))
    else response.end(images.png)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fluxkit-close-'))
})
afterEach(() => rm(directory, { recursive: true }))

const open = (): NodeFluxClient => createFluxClient({ token: 'any', baseUrl })
const closed = { code: 'client_closed', charged: 'yes', taskId: 'task-1', retryable: false }

describe('an image that is paid for', () => {
  it('is not saved after close(), which the error says, and a new client saves it', async () => {
    const flux = open()
    await flux.close()
    const options = { directory, name: 'fox', taskId: 'task-1' }
    await expect(flux.images.save(`${baseUrl}/fox`, options)).rejects.toMatchObject({
      ...closed,
      advice: 'Make a new client, and repeat the call with it: it is free.',
    })
    await using next = open()
    expect(await next.images.save(`${baseUrl}/fox`, options)).toMatchObject({ path: join(directory, 'fox.png') })
  })

  it('that is being saved when the client is closed leaves no half file, and the same error', async () => {
    const flux = open()
    const arrived = once(server, 'request')
    const saving = flux.images.save(`${baseUrl}/stalls`, { directory, name: 'fox', taskId: 'task-1' })
    const failed = expect(saving).rejects.toMatchObject(closed)
    await arrived
    await flux.close()
    await failed
    expect(await readdir(directory)).toEqual([])
  })

  it('that is fetched into memory meanwhile has the same error', async () => {
    const flux = open()
    const arrived = once(server, 'request')
    const failed = expect(flux.images.download(`${baseUrl}/stalls`, { taskId: 'task-1' })).rejects.toMatchObject(closed)
    await arrived
    await flux.close()
    await failed
  })
})

it('a task that is being fetched when the client is closed is not called unreachable', async () => {
  const flux = open()
  const arrived = once(server, 'request')
  const failed = expect(flux.tasks.get('task-1')).rejects.toMatchObject({ code: 'client_closed' })
  await arrived
  await flux.close()
  await failed
})

it.each<[options: unknown, problems: readonly string[]]>([
  [undefined, ['directory: must be text', 'name: must be text']],
  [{}, ['directory: must be text', 'name: must be text']],
  [{ directory: 'images' }, ['name: must be text']],
  [{ directory: 7, name: 'fox' }, ['directory 7: must be text']],
  [{ directory: 'images', name: null }, ['name null: must be text']],
  [null, ['options: must be an object']],
])('saving with the options %j is refused, and nothing is fetched', async (options, problems) => {
  const sent: unknown[] = []
  await using flux = createFluxClient({ token: 'any', onRequest: (request) => sent.push(request) })
  const saving = flux.images.save('https://cdn.acedata.cloud/fox.png', options as never)
  await expect(saving).rejects.toMatchObject({
    code: 'invalid_request',
    charged: 'yes',
    issues: problems.map((message) => ({ message })),
  })
  expect(sent).toEqual([])
})
