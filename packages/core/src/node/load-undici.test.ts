import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { httpServer, tcpServer } from '../http/fixtures/servers.ts'

const transportUrl = new URL('undici-transport.ts', import.meta.url).href
const undiciUrl = import.meta.resolve('undici/index.js')

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  /** What the application has done before. */
  readonly before?: string
}

/** A fresh process that makes a first request, with the application's own `fetch` before and after. @returns its JSON */
async function run(appUrl: string, { env = {}, before = '' }: RunOptions = {}): Promise<unknown> {
  const program = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ resolve(name, context, next) { loaded.push(name); return next(name, context) } })
    const isLoaded = () => loaded.some((name) => /^undici/.test(name))
    const route = () => fetch(${JSON.stringify(appUrl)}).then((answer) => answer.text(), (error) => error.cause?.code)
    ${before}
    const { undiciTransport } = await import(${JSON.stringify(transportUrl)})
    await undiciTransport({ env: {} }).close()
    const atImport = isLoaded()
    const send = async () => {
      const transport = undiciTransport({ env: {} })
      const url = new URL(process.env.SERVICE_URL)
      const { body } = await transport({ method: 'GET', url, headers: {}, signal: AbortSignal.timeout(9000), network: 'api' })
      for await (const _ of body);
      await transport.close()
    }
    const routeBefore = process.env.FETCH_FIRST ? await route() : undefined
    await send()
    const { Agent } = await import(${JSON.stringify(undiciUrl)})
    const isOurs = globalThis[Symbol.for('undici.globalDispatcher.1')] instanceof Agent
    console.log(JSON.stringify({ atImport, afterRequest: isLoaded(), routeBefore, routeAfter: await route(), isOurs }))
  `
  const service = await httpServer((_incoming, answer) => answer.end('{}'))
  // A program that ends on its own also shows that nothing is left open.
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    timeout: 20_000,
    env: { ...env, SERVICE_URL: service.url.href, PATH: process.env['PATH'] ?? '' },
  })
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

/** Answers every request for whatever address by itself. */
const scanningProxy = (): ReturnType<typeof tcpServer> =>
  tcpServer((socket) => {
    socket.once('data', (head) => {
      const isTunnel = head.toString().startsWith('CONNECT')
      if (!isTunnel) return void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nvia proxy')
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nvia proxy'))
    })
  })

describe('loading undici', () => {
  it('happens with the first request, not at import, and leaves Node its own dispatcher', async () => {
    const app = await httpServer((_incoming, answer) => answer.end('direct'))
    expect(await run(app.url.href)).toEqual({
      atImport: false,
      afterRequest: true,
      routeAfter: 'direct',
      isOurs: false,
    })
  }, 30_000)

  it('keeps the proxy that Node was started with for the fetch of the application', async () => {
    const proxy = await scanningProxy()
    const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy.url.href, NO_PROXY: '127.0.0.1' }
    const viaProxy = { routeAfter: 'via proxy', isOurs: false }
    expect(await run('http://app.invalid/', { env })).toMatchObject(viaProxy)
    const again = { env: { ...env, FETCH_FIRST: '1' } }
    expect(await run('http://app.invalid/', again)).toMatchObject({ routeBefore: 'via proxy', ...viaProxy })
  }, 60_000)

  it('keeps the dispatcher that the application has set', async () => {
    const proxy = await scanningProxy()
    const before = `
      const { ProxyAgent, setGlobalDispatcher } = await import(${JSON.stringify(undiciUrl)})
      setGlobalDispatcher(new ProxyAgent(${JSON.stringify(proxy.url.href)}))
      loaded.length = 0`
    expect(await run('http://app.invalid/', { before, env: { FETCH_FIRST: '1' } })).toMatchObject({
      routeBefore: 'via proxy',
      routeAfter: 'via proxy',
    })
  }, 30_000)
})
