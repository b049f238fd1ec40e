import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runProgram, runtimeFile } from '../support/run-program.ts'

// The route of an application's fetch is a matter of the process. Whatever it was, our first request leaves it as it is.

const nodes = { 20: 'node-20', 22: 'node-22', 26: 'node-26' } as const

const applications = [
  ['sets nothing', {}],
  ['was started with NODE_USE_ENV_PROXY', { NODE_USE_ENV_PROXY: '1' }],
  ['sets a proxy by undici 6', { APP_UNDICI: 'undici-6' }],
  ['sets a proxy by undici 7', { APP_UNDICI: 'undici-7' }],
  ['sets a proxy by undici 8', { APP_UNDICI: 'undici-8' }],
] as const

let proxy: Server
let service: Server
let env: Record<string, string>

beforeAll(async () => {
  // Answers by itself, whether it is asked for a tunnel or for the page.
  proxy = createTcpServer((socket) => {
    const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\nconnection: close\r\n\r\nvia proxy'
    socket.on('error', () => undefined)
    socket.once('data', (head) => {
      if (!String(head).startsWith('CONNECT')) return void socket.end(answer)
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      socket.once('data', () => socket.end(answer))
    })
  })
  service = createServer((_request, response) => response.end('{}'))
  const urls = await Promise.all([proxy, service].map(listen))
  env = { PROXY: urls[0] ?? '', HTTP_PROXY: urls[0] ?? '', NO_PROXY: '127.0.0.1', SERVICE: urls[1] ?? '' }
})

afterAll(() => {
  for (const server of [proxy, service]) server.close()
})

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const run = (node: string, more: Record<string, string>): Promise<unknown> =>
  runProgram([runtimeFile(`node_modules/${node}/bin/node`)], 'fetch-route/route.mjs', { ...env, ...more })

describe.each(Object.entries(nodes))('on Node %s', (version, node) => {
  // undici 8 needs Node 22.19.
  const runnable = applications.filter(([name]) => version !== '20' || !name.endsWith('8'))

  test.each(runnable)('an application that %s keeps the route of its fetch', async (_, application) => {
    // Node 26 itself takes no notice of a dispatcher that undici 6 has set, and sets its own.
    const replacedByNode = version === '26' && 'APP_UNDICI' in application && application.APP_UNDICI === 'undici-6'
    for (const first of [{}, { FETCH_FIRST: '1' }]) {
      const [before, after] = await Promise.all([
        run(node, { ...application, ...first }),
        run(node, { ...application, ...first, CORE: '1' }),
      ])
      expect(after).toEqual(before)
      if ('APP_UNDICI' in application && !replacedByNode) expect(after).toMatchObject({ own: 'via proxy' })
    }
  })
})
