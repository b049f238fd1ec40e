import type { McpServer, RequestStateCodec } from '@modelcontextprotocol/server'
import type { Clock } from '@fluxkit/core'
import type { Workspace } from '../../files/output-folder.ts'
import type { Studio } from '../../jobs/studio.ts'
import type { ClientRoots } from '../client/client-roots.ts'
import type { SealedState } from '../client/conversation.ts'
import type { ServerTranslate } from '../../language/translator.ts'

/** Shared by the tools of a connection. */
export interface ToolContext {
  readonly server: McpServer
  readonly studio: Studio
  readonly clock: Clock
  /** For what the client shows its user: questions and progress. */
  readonly t: ServerTranslate
  readonly codec: RequestStateCodec<SealedState>
  /** Absent where the client may be on another machine. */
  readonly roots: ClientRoots | undefined
  /** The workspace, given the roots of the client. */
  readonly workspaceFor: (roots: readonly string[]) => Workspace
  /** `--allow-read` */
  readonly alsoReadable: readonly string[]
  readonly withPreviews: boolean
}

/** Clients give up after 60 s, and agents then call again. Source: server.md. */
export const waitMs = 45_000
