import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { makeImage } from '../test/make-image.ts'
import { startBot } from '../test/start-bot.ts'

interface Sent {
  readonly path: string
  readonly body: string
}

/** A collector of OpenTelemetry, as far as the bot can see. */
async function startCollector(): Promise<{ readonly url: string; readonly sent: readonly Sent[] }> {
  const sent: Sent[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      sent.push({ path: request.url ?? '', body })
      response.end('{}')
    })
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent }
}

test('a delivered job is a trace with the service’s trace id in it, and without the prompt', async () => {
  const { url, sent } = await startCollector()
  await using bot = await startBot({ OTEL_EXPORTER_OTLP_ENDPOINT: `${url}/` })
  await makeImage(bot, { prompt: 'a very private wish' })
  await bot.stop()

  expect(sent.map(({ path }) => path)).toEqual(['/v1/traces'])
  const text = sent[0]?.body ?? ''
  const names = ['job', 'queue', 'submit', 'poll', 'download', 'deliver']
  expect([...text.matchAll(/"name":"(\w+)"/g)].map(([, name]) => name)).toEqual(expect.arrayContaining(names))
  expect(text).toContain('fluxkit.trace_id')
  expect(text).toContain('fluxkit-discord-bot')
  for (const secret of ['a very private wish', bot.discord.botToken, bot.anna.id]) expect(text).not.toContain(secret)
})

test('a collector that is gone keeps neither the image nor the end of the bot', async () => {
  await using bot = await startBot({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' })
  await makeImage(bot, { prompt: 'a fox' })
  await bot.stop()

  expect(bot.logged.join('')).toContain('"msg":"stopped"')
})
