import { McpServer, type RequestStateCodec, type ServerContext } from '@modelcontextprotocol/server'
import type { Clock } from '@fluxkit/core'
import type { Workspace } from '../files/output-folder.ts'
import type { Studio } from '../jobs/studio.ts'
import { version } from '../version.ts'
import { createClientRoots } from './client/client-roots.ts'
import type { SealedState } from './client/conversation.ts'
import {
  advertised,
  editArguments,
  generateArguments,
  historyArguments,
  modelsArguments,
  waitArguments,
} from './schemas/tool-arguments.ts'
import { historyResult, imageResult, modelsResult } from './schemas/tool-results.ts'
import { edit, editDescription } from './tools/edit.ts'
import { answerErrors } from './calls/answer-errors.ts'
import { generate, generateDescription } from './tools/generate.ts'
import { history, historyDescription } from './tools/history.ts'
import { models, modelsDescription } from './tools/models.ts'
import type { ToolContext } from './calls/tool-context.ts'
import { wait, waitDescription } from './tools/wait.ts'
import type { ServerTranslate } from '../language/translator.ts'

export interface McpOptions {
  readonly studio: Studio
  /** In the operator's language. */
  readonly t: ServerTranslate
  readonly clock: Clock
  readonly codec: RequestStateCodec<SealedState>
  readonly workspaceFor: (roots: readonly string[]) => Workspace
  readonly alsoReadable: readonly string[]
  readonly withPreviews: boolean
  /** Does the client run on this machine, so that its roots are folders here? */
  readonly isLocal: boolean
}

const instructions = [
  'Fluxkit makes and edits images with FLUX and saves them in the user’s workspace.',
  'Each image costs money. A call that is repeated unchanged returns the same job: repeat it freely after a broken connection, and use another `variant` only for another image.',
  'When an answer says that a job is still running, call flux_wait; never submit it again under another variant.',
].join(' ')

const paid = { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true }
const free = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false }

/** The MCP server of one connection (stdio) or one request (HTTP). */
export function createMcpServer({ isLocal, ...options }: McpOptions): McpServer {
  const server = new McpServer(
    { name: 'fluxkit', title: 'Fluxkit', version },
    {
      instructions,
      capabilities: { tools: {} },
      requestState: { verify: (state, ctx) => options.codec.verify(state, ctx) },
    },
  )
  const context: ToolContext = {
    server,
    ...options,
    roots: isLocal ? createClientRoots(server, options.codec) : undefined,
  }

  server.registerTool(
    'flux_generate',
    {
      title: 'Generate images',
      description: generateDescription,
      inputSchema: advertised(generateArguments),
      outputSchema: advertised(imageResult),
      annotations: { title: 'Generate images', ...paid },
    },
    (args: unknown, ctx: ServerContext) => answerErrors(context, () => generate(context, args, ctx)),
  )
  server.registerTool(
    'flux_edit',
    {
      title: 'Edit an image',
      description: editDescription,
      inputSchema: advertised(editArguments),
      outputSchema: advertised(imageResult),
      annotations: { title: 'Edit an image', ...paid },
    },
    (args: unknown, ctx: ServerContext) => answerErrors(context, () => edit(context, args, ctx)),
  )
  server.registerTool(
    'flux_wait',
    {
      title: 'Wait for an image',
      description: waitDescription,
      inputSchema: advertised(waitArguments),
      outputSchema: advertised(imageResult),
      // It saves files.
      annotations: { title: 'Wait for an image', ...paid },
    },
    (args: unknown, ctx: ServerContext) => answerErrors(context, () => wait(context, args, ctx)),
  )
  server.registerTool(
    'flux_history',
    {
      title: 'List image jobs',
      description: historyDescription,
      inputSchema: advertised(historyArguments),
      outputSchema: advertised(historyResult),
      annotations: { title: 'List image jobs', ...free },
    },
    (args: unknown) => answerErrors(context, () => history(context, args)),
  )
  server.registerTool(
    'flux_models',
    {
      title: 'List FLUX models',
      description: modelsDescription,
      inputSchema: advertised(modelsArguments),
      outputSchema: advertised(modelsResult),
      annotations: { title: 'List FLUX models', ...free },
    },
    () => answerErrors(context, () => models(context)),
  )
  return server
}
