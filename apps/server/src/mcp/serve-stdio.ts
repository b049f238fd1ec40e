import { createRequestStateCodec, type Transport } from '@modelcontextprotocol/server'
import { serveStdio as serve, StdioServerTransport } from '@modelcontextprotocol/server/stdio'
import type { Workspace } from '../files/output-folder.ts'
import type { Host } from '../host.ts'
import type { Studio } from '../jobs/studio.ts'
import type { SealedState } from './client/conversation.ts'
import { createMcpServer } from './create-mcp-server.ts'
import type { ServerTranslate } from '../language/translator.ts'

export interface StdioOptions {
  readonly studio: Studio
  /** In the user's language. */
  readonly t: ServerTranslate
  readonly workspaceFor: (roots: readonly string[]) => Workspace
  readonly alsoReadable: readonly string[]
  readonly withPreviews: boolean
  /** Seals what travels through the client. At least 32 bytes. */
  readonly sealKey: Uint8Array
  /** Default: standard input and output. */
  readonly transport?: Transport
}

/** Serves clients of 2026 and 2025 on standard input and output, until the client closes them or the program is stopped. */
export async function serveStdio(host: Host, { transport, sealKey, ...options }: StdioOptions): Promise<void> {
  const channel = transport ?? new StdioServerTransport(host.stdin, host.stdout)
  const codec = createRequestStateCodec<SealedState>({ key: sealKey })
  const closed = new Promise<void>((resolve) => {
    host.stop.addEventListener('abort', () => resolve(), { once: true })
    if (host.stop.aborted) resolve()
    if (transport) return
    host.stdin.once('end', () => resolve())
    host.stdin.once('close', () => resolve())
  })
  const handle = serve(() => createMcpServer({ ...options, clock: host.clock, codec, isLocal: true }), {
    legacy: 'serve',
    transport: channel,
  })
  await closed
  await handle.close()
}
