import type { CallToolResult, InputRequiredResult, ServerContext } from '@modelcontextprotocol/server'
import { refusedAnswer } from '../calls/image-answer.ts'
import { editArguments, readArguments } from '../schemas/tool-arguments.ts'
import { factsOf, produceImages } from '../calls/produce-images.ts'
import type { ToolContext } from '../calls/tool-context.ts'

export const editDescription = [
  'Changes an image as a prompt says, with FLUX, and saves the result in the workspace. Costs money.',
  'Takes an https link or the path of a file in the workspace; the input stays as it is.',
  'Safe to repeat: the same call returns the same job and is never paid twice; use another variant for another image.',
].join(' ')

export async function edit(
  context: ToolContext,
  given: unknown,
  ctx: ServerContext,
): Promise<CallToolResult | InputRequiredResult> {
  const read = readArguments(editArguments, given)
  if ('failure' in read) return refusedAnswer(read.failure, await factsOf(context))
  const { name, variant, image, ...fields } = read.args
  return produceImages(
    context,
    { tool: 'flux_edit', name, variant, image, request: { action: 'edit', ...fields } },
    ctx,
  )
}
