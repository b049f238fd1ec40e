import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { createMcpHandler, createRequestStateCodec } from '@modelcontextprotocol/server'
import type { Workspace } from '../files/output-folder.ts'
import type { Host } from '../host.ts'
import type { Studio } from '../jobs/studio.ts'
import type { SealedState } from '../mcp/client/conversation.ts'
import { createMcpServer } from '../mcp/create-mcp-server.ts'
import { createImagesApi } from '../openai/images-api.ts'
import type { HttpOptions } from '../settings/read-arguments.ts'
import { UsageError } from '../usage-error.ts'
import { createHttpApp } from './create-http-app.ts'
import type { ServerTranslate } from '../language/translator.ts'

export interface ServeHttpOptions {
  readonly studio: Studio
  /** In the operator's language. */
  readonly t: ServerTranslate
  readonly workspace: Workspace
  readonly alsoReadable: readonly string[]
  readonly withPreviews: boolean
  /** Seals what travels through clients. At least 32 bytes. */
  readonly sealKey: Uint8Array
  /** The bearer token. */
  readonly token: string
  readonly http: HttpOptions
}

export interface HttpServer extends AsyncDisposable {
  /** `http://127.0.0.1:8377` */
  readonly url: string
}

/** Listens; requests on their way are cut when it is disposed of, and their jobs continue. */
export async function serveHttp({ clock }: Pick<Host, 'clock'>, options: ServeHttpOptions): Promise<HttpServer> {
  const { studio, t, workspace, token, http, sealKey, alsoReadable, withPreviews } = options
  const codec = createRequestStateCodec<SealedState>({ key: sealKey })
  const mcp = createMcpHandler(() =>
    createMcpServer({
      studio,
      t,
      clock,
      codec,
      // The client may be on another machine: its folders mean nothing here.
      workspaceFor: () => workspace,
      alsoReadable,
      withPreviews,
      isLocal: false,
    }),
  )
  const app = createHttpApp({
    guard: { token, allowHosts: http.allowHosts, allowOrigins: http.allowOrigins },
    images: createImagesApi({ studio, clock, workspace, token }),
    mcp,
  })
  // Calls are held for minutes; bodies have limits of their own.
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { requestTimeout: 120_000 },
    overrideGlobalObjects: false,
  })
  server.listen(http.port, http.host)
  await once(server, 'listening').catch((error: unknown) => {
    throw listenProblem((error as NodeJS.ErrnoException).code, http)
  })
  const { port, address, family } = server.address() as AddressInfo
  const host = family === 'IPv6' ? `[${address}]` : address
  return {
    url: `http://${host}:${port}`,
    async [Symbol.asyncDispose]() {
      await mcp.close()
      const closed = once(server, 'close')
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
    },
  }
}

/** Why nobody can listen there, in a sentence. */
function listenProblem(code = 'unknown error', { host, port }: HttpOptions): UsageError {
  const address = { host, port: String(port) }
  switch (code) {
    case 'EADDRINUSE':
      return new UsageError((t) => t('usage.portTaken', address))
    case 'EACCES':
      return new UsageError((t) => t('usage.portPrivileged', { port: address.port }))
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new UsageError((t) => t('usage.notThisHost', { host }))
    default:
      return new UsageError((t) => t('usage.cannotListen', { ...address, code }))
  }
}
