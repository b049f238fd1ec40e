import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { createSimulator } from '@fluxkit/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runtimeFile } from '../support/run-program.ts'
import { inspect, installPackedServer, type PackedServer } from './packed-server.ts'

// The server as it is published, in an empty folder, with clients that others have written.

const token = 'server-token-of-the-test'
const tools = ['flux_generate', 'flux_edit', 'flux_wait', 'flux_history', 'flux_models']

let server: PackedServer
beforeAll(async () => {
  server = await installPackedServer()
}, 300_000)
afterAll(() => server[Symbol.asyncDispose]())

test('it starts from its tarball, and names the Node that it needs', async () => {
  const { stdout } = await promisify(execFile)(server.bin, ['--version'], { env: server.env })
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  const node20 = runtimeFile('node_modules/node-20/bin/node')
  const old = await promisify(execFile)(node20, [server.bin, 'mcp'], { env: server.env }).catch(
    (error: unknown) => error,
  )
  expect(old).toMatchObject({ code: 1, stderr: 'fluxkit-server needs Node.js 22.12 or newer; this is 20.18.1.\n' })
})

test('it runs on the oldest Node that it names', async () => {
  const node22 = runtimeFile('node_modules/node-22/bin/node')
  const { stdout } = await promisify(execFile)(node22, [server.bin, 'install', 'codex'], { env: server.env })
  expect(stdout).toContain('[mcp_servers.fluxkit]')
})

describe('the inspector over standard input and output', () => {
  const target = (): string[] => [server.bin, 'mcp', '--sandbox']

  test('lists the tools', async () => {
    const { tools: found } = await inspect(server, target(), ['tools/list'])
    expect((found as { name: string }[]).map(({ name }) => name)).toEqual(tools)
  })

  test('makes an image once, also when it calls twice', async () => {
    const call = ['tools/call', '--tool-name', 'flux_generate', '--tool-arg', 'prompt=a red fox']
    const first = await inspect(server, target(), call)
    expect(first).toMatchObject({ structuredContent: { state: 'done', charged: 'no', sandbox: true } })
    const again = await inspect(server, target(), call)
    const idOf = (answer: Record<string, unknown>): unknown => (answer['structuredContent'] as { jobId: string }).jobId
    expect(idOf(again)).toBe(idOf(first))
    expect(await readdir(`${server.project}/images`)).toEqual(['a-red-fox.png'])
  })
})

test('with a token it makes images at the service, not in the sandbox', async () => {
  await using simulator = createSimulator({ durationsMs: () => 500, maxImageSide: 64 })
  const { url: service } = await simulator.listen()
  // It passes on only what it is told to.
  const env = ['-e', `ACEDATACLOUD_API_BASE_URL=${service}`, '-e', 'ACEDATACLOUD_API_TOKEN=api-token']
  const call = ['tools/call', '--tool-name', 'flux_generate', '--tool-arg', 'prompt=a blue cat']
  const answer = await inspect(server, [...env, server.bin, 'mcp'], call)
  expect(answer).toMatchObject({ structuredContent: { state: 'done', charged: 'yes', sandbox: false } })
  expect(simulator.stats.submissions).toBe(1)
})

describe('over HTTP', () => {
  let url = ''
  let stop = async (): Promise<void> => undefined
  beforeAll(async () => {
    const child = spawn(server.bin, ['http', '--sandbox', '--port', '0'], {
      cwd: server.project,
      env: { ...server.env, FLUXKIT_SERVER_TOKEN: token },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const ended = once(child, 'close')
    let printed = ''
    for await (const text of child.stderr.setEncoding('utf8')) {
      printed += String(text)
      url = /http:\/\/[\d.]+:\d+/.exec(printed)?.[0] ?? ''
      if (url !== '') break
    }
    stop = async () => {
      child.kill('SIGTERM')
      await ended
    }
  }, 60_000)
  afterAll(() => stop())

  test('the inspector lists the tools with the token, and nothing without it', async () => {
    const target = [`${url}/mcp`, '--transport', 'http']
    const { tools: found } = await inspect(
      server,
      [...target, '--header', `Authorization: Bearer ${token}`],
      ['tools/list'],
    )
    expect((found as { name: string }[]).map(({ name }) => name)).toEqual(tools)
    await expect(inspect(server, target, ['tools/list'])).rejects.toThrow()
  })

  // Scenarios that need tools, prompts or resources of an example server don't apply.
  test.each(['server-initialize', 'ping', 'tools-list', 'dns-rebinding-protection'])(
    'the conformance suite passes: %s',
    async (scenario) => {
      await using proxy = await addToken(url)
      const suite = runtimeFile('node_modules/@modelcontextprotocol/conformance/dist/index.js')
      const args = [suite, 'server', '--url', `${proxy.url}/mcp`, '--scenario', scenario]
      const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: server.project, env: server.env })
      expect(stdout).toMatch(/Passed: [1-9]\d*\/\d+, 0 failed/)
    },
  )
})

/** The suite can't send a token: this adds it, and changes nothing else. */
async function addToken(target: string): Promise<AsyncDisposable & { readonly url: string }> {
  const proxy = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, authorization: `Bearer ${token}` }
    const { method, url: path = '/' } = incoming
    const forwarded = httpRequest(target + path, { method, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(outgoing)
    })
    incoming.pipe(forwarded)
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      proxy.closeAllConnections()
      proxy.close()
    },
  }
}
