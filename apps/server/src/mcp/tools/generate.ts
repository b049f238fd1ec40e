import type { CallToolResult, InputRequiredResult, ServerContext } from '@modelcontextprotocol/server'
import { refusedAnswer } from '../calls/image-answer.ts'
import { generateArguments, readArguments } from '../schemas/tool-arguments.ts'
import { factsOf, produceImages } from '../calls/produce-images.ts'
import type { ToolContext } from '../calls/tool-context.ts'

export const generateDescription = [
  'Makes images from a prompt with FLUX and saves them in the workspace. Costs money.',
  'Safe to repeat: the same call returns the same job and is never paid twice; use another variant for another image.',
  'Returns the paths, a small preview and the price. After 45 s it answers “still running”: then call flux_wait.',
].join(' ')

export async function generate(
  context: ToolContext,
  given: unknown,
  ctx: ServerContext,
): Promise<CallToolResult | InputRequiredResult> {
  const read = readArguments(generateArguments, given)
  if ('failure' in read) return refusedAnswer(read.failure, await factsOf(context))
  const { name, variant, ...fields } = read.args
  return produceImages(
    context,
    { tool: 'flux_generate', name, variant, request: { action: 'generate', ...fields } },
    ctx,
  )
}
