import { expect, test } from 'vitest'
import { createHarness } from '../testing/harness.ts'

const origin = 'https://api.acedata.cloud'

test('the page may run its own script and nothing else', async () => {
  const response = await createHarness().simulator.fetch(`${origin}/`)
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toContain('unsafe')
})

test('the script puts no text into the page as HTML', async () => {
  const script = await (await createHarness().simulator.fetch(`${origin}/_page/page.js`)).text()
  expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b/)
})

test('events report the current state and then each change', async () => {
  const { simulator, clock, start } = createHarness()
  const first = await start({ prompt: '<b>one</b>' })
  const response = await simulator.fetch(`${origin}/_events`)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const next = async (): Promise<{ tasks: { id: string; prompt: string; state: string }[] }> =>
    JSON.parse((await reader?.read())?.value?.replace('data: ', '') ?? '')
  expect((await next()).tasks).toMatchObject([{ id: first, prompt: '<b>one</b>', state: 'running' }])
  await clock.advance(6_000)
  expect((await next()).tasks).toMatchObject([{ id: first, state: 'succeeded' }])
  await reader?.cancel()
})

test('closing ends the events', async () => {
  const { simulator } = createHarness()
  const response = await simulator.fetch(`${origin}/_events`)
  await simulator.close()
  expect(await response.text()).toMatch(/^data: \{"tasks":\[\]/)
})

test('thumbnails are small and not counted as downloads', async () => {
  const { simulator, clock, start } = createHarness()
  const id = await start({ prompt: '[sim:image-404]' })
  await clock.advance(6_000)
  const response = await simulator.fetch(`${origin}/_page/thumbnails/${id}_0.png`)
  const view = new DataView(await response.arrayBuffer())
  expect([view.getUint32(16), view.getUint32(20), simulator.stats.imageDownloads]).toEqual([320, 320, 0])
})
