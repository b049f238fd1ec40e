import {
  type CallToolResult,
  Client,
  type ClientCapabilities,
  type ElicitResult,
  InMemoryTransport,
} from '@modelcontextprotocol/client'
import { serveStdio } from '../mcp/serve-stdio.ts'
import type { Studio } from '../jobs/studio.ts'
import { type ServerTranslate, t as english } from '../language/translator.ts'
import type { Lab } from './lab.ts'

export const eras = ['2026', '2025'] as const
export type Era = (typeof eras)[number]

export interface ClientOptions {
  readonly era?: Era
  readonly capabilities?: ClientCapabilities
  /** What the user answers when asked. */
  readonly onElicit?: (message: string) => ElicitResult
  readonly roots?: readonly string[]
  readonly alsoReadable?: readonly string[]
  /** In the language of the client's user. */
  readonly t?: ServerTranslate
}

/** A client of the official SDK, connected to a server over the transport of its stdio entry. */
export async function connect(lab: Lab, studio: Studio, options: ClientOptions = {}): Promise<Client> {
  const { era = '2026', onElicit, roots } = options
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair()
  void serveStdio(lab.host, {
    studio,
    t: options.t ?? english,
    workspaceFor: (found) => lab.workspaceFor(found),
    alsoReadable: options.alsoReadable ?? [],
    withPreviews: true,
    sealKey: new Uint8Array(32).fill(7),
    transport: serverSide,
  })
  const client = newClient(era, {
    ...(onElicit && { elicitation: { form: {} } }),
    ...(roots && { roots: {} }),
    ...options.capabilities,
  })
  if (onElicit) client.setRequestHandler('elicitation/create', ({ params }) => onElicit(params.message))
  if (roots) client.setRequestHandler('roots/list', () => ({ roots: roots.map((uri) => ({ uri })) }))
  await lab.clock.until(client.connect(clientSide))
  return client
}

export function newClient(era: Era, capabilities: ClientCapabilities = {}): Client {
  return new Client(
    { name: 'test', version: '1.0.0' },
    { capabilities, versionNegotiation: { mode: era === '2026' ? { pin: '2026-07-28' } : 'legacy' } },
  )
}

/** Calls a tool and lets time pass until it has answered. */
export async function call(
  lab: Pick<Lab, 'clock'>,
  client: Client,
  name: string,
  args: Record<string, unknown> = {},
): Promise<CallToolResult> {
  return lab.clock.until(client.callTool({ name, arguments: args }))
}

/** The text of an answer. */
export function textOf({ content }: CallToolResult): string {
  return content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n')
}

/** The data of an answer about images. */
export function dataOf({ structuredContent }: CallToolResult): Record<string, unknown> & {
  readonly files: readonly { readonly path: string }[]
  readonly jobId: string
  readonly error?: {
    readonly code: string
    readonly charged: string
    readonly advice: string
    readonly traceId?: string
  }
} {
  return structuredContent as never
}
