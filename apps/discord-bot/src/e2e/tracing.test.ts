import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { makeImage, withImages } from '../test/make-image.ts'
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

interface RootSpan {
  readonly outcome: unknown
  readonly delivery: unknown
  /** 2 is an error, https://opentelemetry.io/docs/specs/otlp/. */
  readonly status: number
}

/** The root spans of all jobs, by their outcome. */
function rootSpans(sent: readonly Sent[]): RootSpan[] {
  interface Span {
    readonly name: string
    readonly status: { readonly code: number }
    readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[]
  }
  interface Body {
    readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[]
  }
  const bodies = sent.map(({ body }): Body => JSON.parse(body))
  const spans = bodies.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
  )
  const textOf = (span: Span, key: string): unknown => span.attributes.find((one) => one.key === key)?.value.stringValue
  return spans
    .filter(({ name }) => name === 'job')
    .map((span) => ({
      outcome: textOf(span, 'fluxkit.outcome'),
      delivery: textOf(span, 'fluxkit.delivery'),
      status: span.status.code,
    }))
    .toSorted((one, other) => String(one.outcome).localeCompare(String(other.outcome)))
}

test.each([
  ['refused by the service', 'a wish [sim:moderation]'],
  ['accepted and failed', 'a wish [sim:task-fails]'],
])('a job that was %s is one trace with an error', async (_, prompt) => {
  const { url, sent } = await startCollector()
  await using bot = await startBot({ OTEL_EXPORTER_OTLP_ENDPOINT: url })
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt })
  await reply.message.until((message) => message.text.includes('couldn’t be made'))
  await bot.stop()

  expect(rootSpans(sent)).toEqual([{ outcome: 'failed', delivery: 'delivered', status: 2 }])
  const text = sent.map(({ body }) => body).join('\n')
  for (const secret of ['a wish', bot.discord.botToken, bot.anna.id]) expect(text).not.toContain(secret)
})

test('a job that was cancelled is one trace', async () => {
  const { url, sent } = await startCollector()
  await using bot = await startBot({ OTEL_EXPORTER_OTLP_ENDPOINT: url, FLUXKIT_CONCURRENCY: '1' })
  const first = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'first' })
  await first.message.until((message) => message.text.includes('is painting'))
  const second = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'second' })
  await bot.anna.click(second.message, 'Cancel')
  await second.message.until((message) => message.text.includes('Cancelled'))
  await withImages(first)
  await bot.stop()

  expect(rootSpans(sent)).toEqual([
    { outcome: 'cancelled', delivery: 'delivered', status: 0 },
    { outcome: 'done', delivery: 'delivered', status: 0 },
  ])
})

test('a job whose first answer came too late is one trace, though nobody is notified', async () => {
  const { url, sent } = await startCollector()
  await using bot = await startBot({ OTEL_EXPORTER_OTLP_ENDPOINT: url })
  const route = '/interactions/{interaction_id}/{interaction_token}/callback'
  bot.discord.faults.add({ kind: 'slow', delayMs: 4_000, method: 'POST', route })
  const late = bot.anna.sendSlash(bot.channel, 'flux generate', { prompt: 'a late fox' })
  await bot.soon(async () => (await bot.store.jobs.get(late.interactionId))?.state === 'withdrawn')
  await bot.stop()

  expect(rootSpans(sent)).toEqual([{ outcome: 'cancelled', delivery: 'none', status: 0 }])
})

test('a job whose image is kept because no message can be delivered is one trace that says so', async () => {
  const { url, sent } = await startCollector()
  await using bot = await startBot({ OTEL_EXPORTER_OTLP_ENDPOINT: url })
  bot.anna.acceptDirectMessages(false)
  // The progress is shown by an edit, too.
  const edits = '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}'
  bot.discord.faults.add({ kind: 'error', code: 50_027, method: 'PATCH', route: edits, skip: 1 })
  bot.discord.faults.add({ kind: 'error', code: 50_013, method: 'POST', route: '/channels/{channel_id}/messages' })
  const { interactionId } = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a kept fox' })
  await bot.soon(async () => (await bot.store.jobs.get(interactionId))?.delivery === 'kept')
  await bot.stop()

  expect(rootSpans(sent)).toEqual([{ outcome: 'done', delivery: 'kept', status: 0 }])
})

test('a collector that is gone keeps neither the image nor the end of the bot', async () => {
  await using bot = await startBot({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' })
  await makeImage(bot, { prompt: 'a fox' })
  await bot.stop()

  expect(bot.logged.join('')).toContain('"msg":"stopped"')
})
