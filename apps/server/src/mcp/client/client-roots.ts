import { stat } from 'node:fs/promises'
import {
  type ClientCapabilities,
  inputRequired,
  type InputRequiredResult,
  inputResponse,
  type McpServer,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server'
import type { SealedState } from './conversation.ts'

/** How long to wait for a client that declared roots and doesn't answer. */
const listTimeoutMs = 3_000

/** The folders that the client works in, asked for once a connection, and only if it has declared them. */
export interface ClientRoots {
  /** @returns the roots, or the question to the client that comes before the call continues */
  find(ctx: ServerContext, capabilities: ClientCapabilities): Promise<readonly string[] | InputRequiredResult>
}

export function createClientRoots(server: McpServer, codec: RequestStateCodec<SealedState>): ClientRoots {
  let known: readonly string[] | undefined
  // The user has opened another folder. Clients of 2026 don't say so.
  server.server.setNotificationHandler('notifications/roots/list_changed', () => {
    known = undefined
  })
  return {
    async find(ctx, capabilities) {
      if (known) return known
      // Asking a client that hasn't declared them fails the whole call.
      if (capabilities.roots === undefined) return []
      if (ctx.mcpReq.envelope === undefined) return (known = await folders(await listLegacy(server)))
      const response = inputResponse(ctx.mcpReq.inputResponses, 'roots')
      if (response.kind === 'roots') return (known = await folders(response.roots.map(({ uri }) => uri)))
      const wasElicited = ctx.mcpReq.requestState<SealedState>() !== undefined
      if (wasElicited) return (known = [])
      const state: SealedState = { key: '', given: {}, question: 'roots' }
      return inputRequired({
        requestState: await codec.mint(state, ctx),
        inputRequests: { roots: inputRequired.listRoots() },
      })
    },
  }
}

/** Those that are folders of this machine: a client may work in a container, and nothing is made up for it here. */
async function folders(uris: readonly string[]): Promise<string[]> {
  const found = await Promise.all(uris.map((uri) => isFolder(uri)))
  return uris.filter((_, index) => found[index])
}

async function isFolder(uri: string): Promise<boolean> {
  try {
    return (await stat(new URL(uri))).isDirectory()
  } catch {
    return false
  }
}

async function listLegacy(server: McpServer): Promise<readonly string[]> {
  try {
    // oxlint-disable-next-line typescript/no-deprecated -- clients of 2025 have no other way
    const { roots } = await server.server.listRoots(undefined, { timeout: listTimeoutMs })
    return roots.map(({ uri }) => uri)
  } catch {
    return []
  }
}
