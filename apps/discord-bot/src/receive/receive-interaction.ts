import type { APIInteraction } from 'discord.js'
import type { HandlerTools } from '../pipeline/handler-tools.ts'
import { handleInteraction } from '../route/handle-interaction.ts'
import { readInteraction } from './read-interaction.ts'

/** Every interaction comes in here. Never rejects: one that can't be read must not end the process. */
export async function receiveInteraction(tools: HandlerTools, raw: APIInteraction): Promise<void> {
  try {
    const interaction = readInteraction(raw, tools.clock.now())
    if (interaction) await handleInteraction(tools, interaction)
  } catch (error) {
    tools.log.error({ interactionId: raw.id, error }, 'an interaction could not be read')
    tools.metrics.unexpectedErrors.inc()
  }
}
