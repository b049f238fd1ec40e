import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  inputRequired,
  type InputRequiredResult,
  inputResponse,
  type McpServer,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server'
import type { Answers, Question } from '../../jobs/job-request.ts'
import type { Localized, ServerTranslate } from '../../language/translator.ts'

/**
 * What a question was about. It travels through the client, sealed: an answer counts only for the call that it was given
 * to, and nothing that a client makes up counts.
 */
export interface SealedState {
  /** The key of the call: see `jobKey`. */
  readonly key: string
  readonly given: Answers['given']
  readonly question: Question | 'roots'
}

/** The capabilities that the client of this call declares. */
export function capabilitiesOf(server: McpServer, ctx: ServerContext): ClientCapabilities {
  const envelope: Readonly<Record<string, unknown>> = ctx.mcpReq.envelope ?? {}
  const declared = envelope[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined
  // oxlint-disable-next-line typescript/no-deprecated -- clients of 2025 declare them once, at the start
  return declared ?? server.server.getClientCapabilities() ?? {}
}

/** Can the client show the user a form? Clients that only support URLs can't. */
export function canElicit({ elicitation }: ClientCapabilities): boolean {
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined)
}

/** The answers that this call has received so far. */
export function answersFor(ctx: ServerContext, key: string): Answers['given'] {
  const state = ctx.mcpReq.requestState<SealedState>()
  if (!state || state.key !== key || state.question === 'roots') return {}
  const response = inputResponse(ctx.mcpReq.inputResponses, state.question)
  if (response.kind !== 'elicit') return state.given
  const isAccepted = response.action === 'accept' && response.content?.['confirm'] === true
  return { ...state.given, [state.question]: isAccepted ? 'accept' : 'decline' }
}

/** Asks the user at the client. */
export async function confirmWithUser(
  codec: RequestStateCodec<SealedState>,
  t: ServerTranslate,
  ctx: ServerContext,
  { key, given, question, message }: { key: string; given: Answers['given']; question: Question; message: Localized },
): Promise<InputRequiredResult> {
  return inputRequired({
    requestState: await codec.mint({ key, given, question }, ctx),
    inputRequests: {
      [question]: inputRequired.elicit({
        message: message(t),
        requestedSchema: {
          type: 'object',
          properties: { confirm: { type: 'boolean', title: t('ask.yes'), default: false } },
          required: ['confirm'],
        },
      }),
    },
  })
}
