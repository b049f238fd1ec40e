import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { createSimulator } from '@fluxkit/simulator'
import OpenAI from 'openai'
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

// An older one has to say which it needs; these are the oldest that it names and the one that most people have.
describe.each([
  ['22.12', runtimeFile('node_modules/node-22-12/bin/node')],
  ['24', process.execPath],
])('on Node %s', (version, node) => {
  test('it is that version, and the help says how to begin', async () => {
    const { stdout } = await promisify(execFile)(node, ['--version'])
    expect(stdout).toContain(`v${version}.`)
    const help = await promisify(execFile)(node, [server.bin, '--help'], { env: server.env })
    expect(help).toMatchObject({
      stdout: expect.stringContaining('fluxkit-server install CLIENT') as string,
      stderr: '',
    })
  })

  test('the inspector makes an image, once', async () => {
    const call = ['tools/call', '--tool-name', 'flux_generate', '--tool-arg', `prompt=a fox on ${version}`]
    const answer = await inspect(server, [node, server.bin, 'mcp', '--sandbox'], call)
    expect(answer).toMatchObject({ structuredContent: { state: 'done', charged: 'no', sandbox: true } })
  })

  test('the openai client makes an image over HTTP, and an unknown model is an error of its kind', async () => {
    await using running = await startHttp([node, server.bin], server)
    const client = new OpenAI({ baseURL: `${running.url}/v1`, apiKey: token })
    const { data = [] } = await client.images.generate({ prompt: 'a red fox', response_format: 'b64_json' })
    expect(
      Buffer.from(data[0]?.b64_json ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
    await expect(client.images.generate({ prompt: 'x', model: 'dall-e-3' })).rejects.toMatchObject({ status: 404 })
  })
})

describe('the inspector over standard input and output', () => {
  const target = (): string[] => [server.bin, 'mcp', '--sandbox']

  test('lists the tools', async () => {
    const { tools: found } = await inspect(server, target(), ['tools/list'])
    expect((found as { name: string }[]).map(({ name }) => name)).toEqual(tools)
  })

  test('makes an image once, also when it calls twice', async () => {
    const call = ['tools/call', '--tool-name', 'flux_generate', '--tool-arg', 'prompt=a lone wolf']
    const first = await inspect(server, target(), call)
    expect(first).toMatchObject({ structuredContent: { state: 'done', charged: 'no', sandbox: true } })
    const again = await inspect(server, target(), call)
    const idOf = (answer: Record<string, unknown>): unknown => (answer['structuredContent'] as { jobId: string }).jobId
    expect(idOf(again)).toBe(idOf(first))
    const files = await readdir(`${server.project}/images`)
    expect(files.filter((file) => file.startsWith('a-lone-wolf'))).toEqual(['a-lone-wolf.png'])
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
  let running: RunningHttp
  beforeAll(async () => {
    running = await startHttp([server.bin], server)
  }, 60_000)
  afterAll(() => running[Symbol.asyncDispose]())

  test('the inspector lists the tools with the token, and nothing without it', async () => {
    const target = [`${running.url}/mcp`, '--transport', 'http']
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
      await using proxy = await addToken(running.url)
      const suite = runtimeFile('node_modules/@modelcontextprotocol/conformance/dist/index.js')
      const args = [suite, 'server', '--url', `${proxy.url}/mcp`, '--scenario', scenario]
      const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: server.project, env: server.env })
      expect(stdout).toMatch(/Passed: [1-9]\d*\/\d+, 0 failed/)
    },
  )
})

interface RunningHttp extends AsyncDisposable {
  readonly url: string
}

/** @param command the program, or the Node that it runs on and the program */
async function startHttp(command: readonly string[], { project, env }: PackedServer): Promise<RunningHttp> {
  const [file = '', ...args] = command
  const child = spawn(file, [...args, 'http', '--sandbox', '--port', '0'], {
    cwd: project,
    env: { ...env, FLUXKIT_SERVER_TOKEN: token },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(child, 'close')
  let printed = ''
  let url = ''
  for await (const text of child.stderr.setEncoding('utf8')) {
    printed += String(text)
    url = /http:\/\/[\d.]+:\d+/.exec(printed)?.[0] ?? ''
    if (url !== '') break
  }
  if (url === '') throw new Error(`The server ended: ${printed}`)
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

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
