import { models as fluxModels, suggestSizes } from '@fluxkit/core'
import { describeEstimate, estimate, learn } from '@fluxkit/jobs'
import type { CallToolResult } from '@modelcontextprotocol/server'
import { knownPrices } from '../../money/known-prices.ts'
import type { ToolContext } from '../calls/tool-context.ts'

export const modelsDescription =
  'Lists the FLUX models with what they are good for, their sizes, and what an image has cost so far. Free.'

export async function models({ studio }: ToolContext): Promise<CallToolResult> {
  const learned = learn(await studio.list())
  const rows = fluxModels.map(({ id, label, summary, actions, defaultSize, ...model }) => {
    const [action = 'generate'] = actions
    const usual = estimate(learned, { request: { action, model: id, count: 1 } }, { prices: knownPrices })
    const usualCost = describeEstimate(usual)
    const sizes = suggestSizes({ id, label, summary, actions, defaultSize, ...model })
    return { id, label, summary, actions: [...actions], sizes, defaultSize, ...(usualCost !== '' && { usualCost }) }
  })
  const lines = rows.map(
    ({ id, summary, actions, sizes, usualCost }) =>
      `${id} (${actions.join(', ')}): ${summary} Sizes: ${sizes.join(' ')}.${usualCost === undefined ? '' : ` ${usualCost}.`}`,
  )
  return { content: [{ type: 'text', text: lines.join('\n') }], structuredContent: { models: rows } }
}
