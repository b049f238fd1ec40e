import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/**
 * A client of an MCP server: a line of JSON for each message. The official one doesn't load here: below the `source`
 * condition, which our own packages need, it is TypeScript that Node refuses in node_modules.
 */
export interface Agent {
  initialize(): Promise<void>
  listTools(): Promise<void>
  /** @returns the data of the answer @throws when the server ends before it answers */
  call(tool: string, args: Readonly<Record<string, unknown>>): Promise<unknown>
}

interface Message {
  readonly id?: number
  readonly result?: { readonly structuredContent?: unknown }
}

export function openAgent({ stdin, stdout }: ChildProcessWithoutNullStreams): Agent {
  const waiting = new Map<number, (message: Message) => void>()
  const lines = createInterface(stdout)
  const closed = once(lines, 'close').then(() => {
    throw new Error('The server has ended.')
  })
  // It ends in any case; only who waits for an answer misses something.
  closed.catch(() => undefined)
  stdin.on('error', () => undefined)
  lines.on('line', (line) => {
    const message = JSON.parse(line) as Message
    if (message.id !== undefined) waiting.get(message.id)?.(message)
  })
  let lastId = 0

  const send = (message: object): boolean => stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)

  function request(method: string, params: object): Promise<Message> {
    const id = ++lastId
    const answered = new Promise<Message>((resolve) => waiting.set(id, resolve))
    send({ id, method, params })
    return Promise.race([answered, closed])
  }

  return {
    async initialize() {
      const clientInfo = { name: 'agent', version: '1.0.0' }
      await request('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo })
      send({ method: 'notifications/initialized' })
    },
    async listTools() {
      await request('tools/list', {})
    },
    async call(name, args) {
      const { result } = await request('tools/call', { name, arguments: args })
      return result?.structuredContent
    },
  }
}
