import { expect, test } from 'vitest'
import { createActivity } from './activity.ts'
import type { BotProcess } from './bot-process.ts'
import { createPageRoutes } from './page-routes.ts'

const origin = 'http://127.0.0.1:4180'
const json = 'application/json'

function createRoutes() {
  const done: string[] = []
  const note = (what: string) => (): Promise<void> => {
    done.push(what)
    return Promise.resolve()
  }
  const bot: BotProcess = { state: 'ready', pid: 7, start: note('start'), kill: note('kill'), stop: note('stop') }
  const routes = createPageRoutes({
    bundle: { script: 'go()', style: 'p{}' },
    activity: createActivity(),
    status: () => ({
      bot: 'ready',
      pid: 7,
      validator: 'validating',
      validated: 0,
      problems: 0,
      submitted: 0,
      chargedCredits: 0,
    }),
    bot,
    setup: { controlUrl: 'http://127.0.0.1:5000/simulator', fluxUrl: 'http://127.0.0.1:6000' },
    origins: [origin],
  })
  const sendRequest = (path: string, headers: Record<string, string> = {}, body?: string) =>
    routes.request(`${origin}${path}`, {
      headers: { host: '127.0.0.1:4180', ...headers },
      ...(body !== undefined && { method: 'POST', body }),
    })
  return { sendRequest, done }
}

test('the page allows scripts only from its own origin, and images from the simulator of Discord', async () => {
  const { sendRequest } = createRoutes()
  const policy = (await sendRequest('/')).headers.get('content-security-policy')

  expect(policy).toContain("default-src 'none'; script-src 'self';")
  expect(policy).toContain("img-src 'self' data: blob: http://127.0.0.1:5000;")
  expect(policy).toContain('font-src data:;')
  expect(await (await sendRequest('/page.js')).text()).toBe('go()')
})

test('the page itself switches the bot', async () => {
  const { sendRequest, done } = createRoutes()
  for (const action of ['kill', 'start', 'stop'])
    await sendRequest('/bot', { origin, 'content-type': json }, JSON.stringify({ action }))

  expect(done).toEqual(['kill', 'start', 'stop'])
})

test.each([
  ['another page', { origin: 'https://evil.example', 'content-type': json }],
  ['nobody', { 'content-type': json }],
  ['a form', { origin, 'content-type': 'text/plain' }],
])('%s does not', async (_who, headers) => {
  const { sendRequest, done } = createRoutes()

  expect((await sendRequest('/bot', headers, '{"action":"kill"}')).status).toBe(403)
  expect(done).toEqual([])
})

test('a foreign name for this machine opens nothing', async () => {
  const { sendRequest } = createRoutes()

  expect((await sendRequest('/setup', { host: 'evil.example' })).status).toBe(421)
})
