import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What one scenario cost, as the server has it in its books. */
export interface Books {
  submissions: number
  charges: number
  polls: number
}

export interface ChargingServer extends AsyncDisposable {
  readonly origin: string
  readonly books: ReadonlyMap<string, Books>
}

interface Call {
  readonly scenario: string
  readonly books: Books
  /** Tasks of this scenario, each with the polls that it has seen. */
  readonly tasks: Map<string, number>
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** One transparent pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

function answer({ response }: Call, status: number, body: object | string, headers: Record<string, string> = {}): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { 'content-length': String(Buffer.byteLength(text)), ...headers }).end(text)
}

/** Takes the money: from here on the image must not get lost. */
function accept({ scenario, books, tasks }: Call): { task_id: string; trace_id: string } {
  const id = `${scenario}-${++books.charges}`
  tasks.set(id, 0)
  return { task_id: id, trace_id: `trace-${id}` }
}

/** How a submission fares, by the name of its scenario. */
const submissions: Readonly<Record<string, (call: Call) => void | Promise<void>>> = {
  success: (call) => answer(call, 200, accept(call)),
  polls: (call) => answer(call, 200, accept(call)),
  twice: (call) => answer(call, 200, accept(call)),
  probe: (call) => answer(call, 200, accept(call)),
  slow: async (call) => {
    const accepted = accept(call)
    await wait(700)
    answer(call, 200, accepted)
  },
  number: (call) => answer(call, 200, { ...accept(call), task_id: 4711 }),
  limited: (call) =>
    call.books.submissions === 1
      ? answer(call, 429, { success: false, error: { code: 'too_many_requests', message: 'wait' } })
      : answer(call, 200, accept(call)),
  gateway: (call) => answer(call, 403, '<html><h1>Forbidden</h1></html>', { 'content-type': 'text/html' }),
  tasked: (call) => answer(call, 429, { success: false, error: { code: 'too_many_requests', ...accept(call) } }),
  // Accepted, and then the answer never arrives: the ways in which connections end.
  reset: (call) => {
    accept(call)
    call.request.socket.resetAndDestroy()
  },
  lost: (call) => {
    accept(call)
    call.request.socket.end()
  },
  timeout: (call) => void accept(call),
  cut: (call) => {
    const text = JSON.stringify({ ...accept(call), filler: 'x'.repeat(1_000) })
    call.response.writeHead(200, { 'content-length': String(text.length) })
    call.response.write(text.slice(0, 500), () => setTimeout(() => call.request.socket.destroy(), 50))
  },
}

function poll(call: Call, body: string): void {
  const { books, tasks, scenario, request } = call
  books.polls++
  // The first two polls of this scenario break; a paid task must survive that.
  if (scenario === 'polls' && books.polls <= 3) return void request.socket.destroy()
  const wanted = JSON.parse(body) as { action?: string; id?: string; ids?: string[] }
  const ids = wanted.ids ?? (wanted.id === undefined ? [] : [wanted.id])
  const items = ids.filter((id) => id === '4711' || tasks.has(id)).map((id) => taskOf(call, id))
  if (wanted.action === 'retrieve_batch') return answer(call, 200, { items, count: items.length })
  answer(call, 200, items[0] ?? {})
}

/** Running at the first poll, finished at the second: a cached poll would show it running forever. */
function taskOf({ scenario, tasks, request }: Call, id: string): object {
  const seen = (tasks.get(id) ?? 0) + 1
  tasks.set(id, seen)
  const task = { id, type: 'images', created_at: Date.now() / 1000, request: {} }
  if (seen < 2) return task
  const image_url = `http://${request.headers.host}/${scenario}/images/${id}.png`
  return { ...task, finished_at: Date.now() / 1000, response: { success: true, data: [{ image_url }] } }
}

/** Our own service that keeps books, on loopback. It shares nothing with the simulator. */
export async function startChargingServer(): Promise<ChargingServer> {
  const books = new Map<string, Books>()
  const tasks = new Map<string, Map<string, number>>()
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [scenario = '', ...path] = (request.url ?? '/').slice(1).split('/')
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const own = books.get(scenario) ?? { submissions: 0, charges: 0, polls: 0 }
    books.set(scenario, own)
    tasks.set(scenario, tasks.get(scenario) ?? new Map<string, number>())
    const call: Call = {
      scenario,
      books: own,
      tasks: tasks.get(scenario) ?? new Map<string, number>(),
      request,
      response,
    }
    if (path[0] === 'images') return void response.writeHead(200, { 'content-type': 'image/png' }).end(png)
    if (path.join('/') === 'flux/tasks') return poll(call, body)
    if (path.join('/') !== 'flux/images') return answer(call, 404, '')
    own.submissions++
    await submissions[scenario]?.(call)
  }
  const server = createServer((request, response) => void handle(request, response).catch(() => request.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    books,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
