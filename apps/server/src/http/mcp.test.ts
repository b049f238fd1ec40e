import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { drawImage } from '@fluxkit/simulator'
import { describe, expect, test } from 'vitest'
import { connectHttp, startHttp, token } from '../test/http-server.ts'
import { createLab } from '../test/lab.ts'
import { call, dataOf, eras, textOf } from '../test/mcp-client.ts'

describe.each(eras)('a client of %s over HTTP', (era) => {
  test('makes an image, and the same one when its stream was cut and it calls again', async () => {
    await using lab = await createLab({ simulator: { durationsMs: () => 30_000 } })
    await using server = await startHttp(lab, await lab.openStudio())
    const client = await connectHttp(lab, server.url, era)
    const gone = new AbortController()
    const request = { name: 'flux_generate', arguments: { prompt: 'a fox', variant: 2 } }
    const cut = client.callTool(request, { signal: gone.signal, onprogress: () => undefined }).catch(() => 'cut')
    await lab.clock.advance(10_000)
    gone.abort()
    await client.close()
    expect(await lab.clock.until(cut)).toBe('cut')
    const again = await connectHttp(lab, server.url, era)
    const answer = await call(lab, again, 'flux_generate', request.arguments)
    expect(dataOf(answer)).toMatchObject({ state: 'done', charged: 'yes', variant: 2, nextVariant: 3 })
    expect(answer.content.map(({ type }) => type)).toEqual(['text', 'image', 'resource_link'])
    expect(lab.simulator.stats.submissions).toBe(1)
  })

  test('edits a local file only where its user can be asked, or the server allows it', async () => {
    await using lab = await createLab({ platformToken: 'platform-token' })
    await using server = await startHttp(lab, await lab.openStudio())
    const bytes = await drawImage({ prompt: 'logo', model: 'flux-dev', seed: 1, width: 64, height: 32 })
    await writeFile(join(lab.project, 'logo.png'), bytes)
    const onElicit = () => ({ action: 'accept' as const, content: { confirm: true } })
    const client = await connectHttp(lab, server.url, era, onElicit)
    const answer = await call(lab, client, 'flux_edit', { prompt: 'make it blue', image: 'logo.png' })
    // Over HTTP, clients of 2025 don't say with each request what they can do: there the options of the server decide.
    expect(dataOf(answer)).toMatchObject(
      era === '2026' ? { state: 'done' } : { state: 'refused', error: { code: 'publishing_not_allowed' } },
    )
  })
})

test('a question that was answered under another server’s seal is refused', async () => {
  await using lab = await createLab()
  await using server = await startHttp(lab, await lab.openStudio())
  const body = {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: {
      name: 'flux_generate',
      arguments: { prompt: 'x' },
      requestState: 'v1.bm90IG91cnM.bm90IG91cnM',
      _meta: {
        'io.modelcontextprotocol/protocolVersion': '2026-07-28',
        'io.modelcontextprotocol/clientInfo': { name: 'x', version: '1' },
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    },
  }
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'tools/call',
    'mcp-name': 'flux_generate',
  }
  const sent = fetch(`${server.url}/mcp`, { method: 'POST', headers, body: JSON.stringify(body) })
  const text = await lab.clock.until(sent.then((response) => response.text()))
  expect(text).toContain('-32602')
  expect(lab.simulator.stats.submissions).toBe(0)
})

test('the sandbox says what it is over HTTP, too', async () => {
  await using lab = await createLab()
  await using server = await startHttp(lab, await lab.openStudio({ choice: { kind: 'sandbox' } }))
  const client = await connectHttp(lab, server.url, '2026')
  expect(textOf(await call(lab, client, 'flux_generate', { prompt: 'x' }))).toContain('This is the sandbox')
})
