import { defaultModelIds, type LooseFluxRequest } from '@fluxkit/core'
import {
  type CallToolResult,
  type InputRequiredResult,
  isInputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { findInputFile, InputRefused } from '../../files/input-path.ts'
import type { Workspace } from '../../files/output-folder.ts'
import { type Failure, failureOf, refusal } from '../../jobs/failure.ts'
import { nextVariant } from '../../jobs/find-attempt.ts'
import { type InputImage, readInput } from '../../jobs/inputs.ts'
import { jobKey } from '../../jobs/job-key.ts'
import { answersFor, confirmWithUser, canElicit, capabilitiesOf } from '../client/conversation.ts'
import { type AnswerFacts, jobAnswer, refusedAnswer } from './image-answer.ts'
import { createProgress } from '../client/progress.ts'
import { type ToolContext, waitMs } from './tool-context.ts'

export interface ImageCall {
  readonly tool: 'flux_generate' | 'flux_edit'
  readonly variant?: number | undefined
  readonly name?: string | undefined
  /** The image to edit: a link or a path. */
  readonly image?: string | undefined
  readonly request: Omit<LooseFluxRequest, 'imageUrl'>
}

/** Generates the images of a call, or returns those of the same earlier call. */
export async function produceImages(
  context: ToolContext,
  call: ImageCall,
  ctx: ServerContext,
): Promise<CallToolResult | InputRequiredResult> {
  const { server, studio, clock, codec } = context
  const capabilities = capabilitiesOf(server, ctx)
  const roots = (await context.roots?.find(ctx, capabilities)) ?? []
  if (isInputRequiredResult(roots)) return roots
  const workspace = context.workspaceFor(roots)
  const variant = call.variant ?? 1
  const source = await readSource(context, call, workspace)
  if ('failure' in source) return refusedAnswer(source.failure, await factsOf(context, { variant }))
  const { input, imageUrl } = source
  const request = { ...call.request, ...(imageUrl !== undefined && { imageUrl }) } as LooseFluxRequest
  const keyOf = (of: number): string => keyFor(context, call, request, workspace, input, of)
  const key = keyOf(variant)
  const given = answersFor(ctx, key)
  const progress = createProgress(clock, context.t, ctx)
  try {
    const produced = await studio.produce(
      { key, request, input, via: 'mcp', variant, name: call.name, workspace },
      { canElicit: canElicit(capabilities), given },
      { waitMs, signal: ctx.mcpReq.signal, onEvent: (event) => progress.onEvent(event) },
    )
    if (produced.kind === 'ask') {
      return await confirmWithUser(codec, context.t, ctx, {
        key,
        given,
        question: produced.question,
        message: produced.message,
      })
    }
    const next = await nextVariant(studio.store, variant, keyOf)
    const facts = await factsOf(context, { variant, nextVariant: next })
    return produced.kind === 'refused'
      ? refusedAnswer(produced.failure, facts)
      : await jobAnswer(produced.report, facts)
  } finally {
    progress.stop()
  }
}

/** What every answer about images says in addition to the job. */
export async function factsOf(
  { studio, withPreviews }: ToolContext,
  variants: { readonly variant?: number | undefined; readonly nextVariant?: number } = {},
): Promise<AnswerFacts> {
  const { connection, limits } = studio
  return { spending: await studio.spending(), limits, isSandbox: connection.isSandbox, withPreviews, ...variants }
}

/** Equal for equal calls: arguments that mean the same are spelled the same. */
function keyFor(
  { studio: { connection } }: ToolContext,
  { tool, name }: ImageCall,
  request: LooseFluxRequest,
  { directory }: Workspace,
  input: InputImage | undefined,
  variant: number,
): string {
  const { service, account, isSandbox } = connection
  const model = request.model ?? defaultModelIds[request.action]
  return jobKey({
    service: isSandbox ? 'sandbox' : service,
    account,
    directory,
    tool,
    args: { ...request, model, count: request.count ?? 1, name },
    inputHash: input?.hash,
    variant,
  })
}

type Source = { readonly input?: InputImage; readonly imageUrl?: string } | { readonly failure: Failure }

async function readSource(
  { studio, alsoReadable }: ToolContext,
  { image }: ImageCall,
  { root }: Workspace,
): Promise<Source> {
  if (image === undefined) return {}
  if (/^https?:/i.test(image)) {
    return studio.connection.isSandbox && !isOfThisMachine(image) ? { failure: sandboxLink } : { imageUrl: image }
  }
  // `data:`, `ftp:`, … One letter is a drive of Windows.
  if (/^(?!file:)[a-z][a-z0-9+.-]+:/i.test(image)) return { failure: otherScheme }
  try {
    return { input: await readInput(await findInputFile(image, { root, alsoReadable })) }
  } catch (error) {
    if (error instanceof InputRefused) {
      return { failure: refusal('input_refused', error.message, 'Name a file of the workspace, or an https link.') }
    }
    return { failure: failureOf(error) }
  }
}

function isOfThisMachine(link: string): boolean {
  return URL.canParse(link) && /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(new URL(link).hostname)
}

const sandboxLink = refusal(
  'sandbox_link',
  'The sandbox fetches nothing from outside of this machine.',
  'Give a file of the workspace, or ask the user to set a token for the real service.',
)
const otherScheme = refusal(
  'input_refused',
  'An image is named by an https link or by the path of a file.',
  'Save the image in the workspace and give its path.',
)
