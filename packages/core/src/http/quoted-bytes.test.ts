import { createServer, type AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFluxClient as createBrowserClient } from '../client/create-client.ts'
import { createFluxClient as createNodeClient } from '../node/index.ts'

const token = 'sk-secret-token-123456'
const prompt = 'a white siamese cat on a sofa'
// Not HTTP: the parser's error keeps these bytes.
const server = createServer((socket) => {
  socket.on('error', () => undefined)
  socket.once('data', () => socket.end(`ERROR 500 for "${prompt}" with ${token}\r\n\r\n`))
})

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

test.each([
  ['fetch', createBrowserClient],
  ['undici', createNodeClient],
])('bytes that %s could not parse are in no cause of an error', async (_, create) => {
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const flux = create({ token, baseUrl, retry: { maxAttempts: 1 }, findLost: false })
  for (const call of [() => flux.submit({ action: 'generate', prompt }), () => flux.tasks.get('task-1')]) {
    const error: unknown = await (call() as Promise<unknown>).catch((reason: unknown) => reason)
    const shown = inspect(error, { depth: 12, showHidden: true }) + JSON.stringify(error)
    expect(shown).toContain('HTTP')
    expect(shown).not.toMatch(/siamese|secret-token/)
  }
  await flux.close()
})
