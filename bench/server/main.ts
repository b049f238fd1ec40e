// The other side of every benchmark, in a separate process so that its work counts for nobody. Plain node:http, so
// that it is never what limits. Its parent sends commands and gets the counts.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sendBigImage } from './big-image.ts'
import { type Exchange, type Format, sendJson, sendText } from './exchange.ts'
import { fal } from './formats/fal.ts'
import { flux } from './formats/flux.ts'
import { openai } from './formats/openai.ts'
import { replicate } from './formats/replicate.ts'
import { createJobs } from './jobs.ts'
import type { Command, Reply } from './protocol.ts'

const formats: Readonly<Record<string, Format>> = { flux, replicate, fal, openai }
const jobs = createJobs()
const smallImage = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC',
  'base64',
)

async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const origin = `http://${incoming.headers.host ?? ''}`
  const [path = '/', query = ''] = (incoming.url ?? '/').split('?')
  if (path.startsWith('/big/')) return sendBigImage(outgoing, Number(path.slice('/big/'.length)))
  if (path === '/image.png') {
    outgoing.writeHead(200, { 'content-type': 'image/png', 'content-length': smallImage.byteLength })
    outgoing.end(smallImage)
    return
  }
  // Asked by the process that is measured, just before it starts; not counted itself.
  if (path === '/counts') return sendJson(outgoing, jobs.counts)
  jobs.counts.requests += 1
  const [, name = '', rest = ''] = /^\/([^/]+)(\/.*)$/.exec(path) ?? []
  const format = formats[name]
  if (!format) return sendText(outgoing, 'No such format.', 'text/plain', 404)
  const { method = 'GET', headers } = incoming
  const exchange: Exchange = {
    method,
    path: rest,
    query: new URLSearchParams(query),
    headers,
    body: method === 'GET' ? undefined : JSON.parse(await readText(incoming)),
    origin,
    outgoing,
    jobs,
  }
  format(exchange)
}

async function readText(incoming: IncomingMessage): Promise<string> {
  let text = ''
  incoming.setEncoding('utf8')
  for await (const chunk of incoming) text += String(chunk)
  return text
}

function createHost(): ReturnType<typeof createServer> {
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => incoming.socket.resetAndDestroy())
  })
  server.requestTimeout = 0
  server.keepAliveTimeout = 60_000
  return server
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', 1024, () => resolve((server.address() as AddressInfo).port))
  })
}

/** A port at which nobody listens until the time is over. */
async function openLater(delayMs: number): Promise<number> {
  const probe = createServer()
  const port = await listen(probe, 0)
  await new Promise((resolve) => probe.close(resolve))
  setTimeout(() => void listen(createHost(), port), delayMs)
  return port
}

async function obey(command: Command): Promise<Reply> {
  switch (command.kind) {
    case 'counts':
      return { kind: 'counts', counts: jobs.counts }
    case 'reset':
      jobs.reset()
      return { kind: 'done' }
    case 'open-later':
      return { kind: 'port', port: await openLater(command.delayMs) }
    case 'add-job':
      return { kind: 'id', id: jobs.accept(command.spec).id }
  }
}

const port = await listen(createHost(), 0)
process.on('message', (command: Command) => {
  void obey(command).then((reply) => process.send?.(reply))
})
process.on('disconnect', () => process.exit())
process.send?.({ kind: 'port', port } satisfies Reply)
