import { commands, components } from '../commands/registry.ts'
import { parseCustomId } from '../components/custom-id.ts'
import type { Ask } from '../discord/ask.ts'
import { AnsweredElsewhere } from '../discord/answered-elsewhere.ts'
import { readDiscordFailure } from '../discord/discord-errors.ts'
import { smallPrint } from '../views/components.ts'
import { sayView } from '../views/say-view.ts'
import { createConversation, type Conversation } from './conversation.ts'
import type { HandlerTools } from './handler-tools.ts'
import { withOpening } from './open-guild.ts'

/** One interaction from beginning to end. Never rejects: what nobody has foreseen is told with a reference and logged. */
export async function handleInteraction(tools: HandlerTools, ask: Ask): Promise<void> {
  const { metrics, clock, log, discord } = tools
  metrics.interactions.inc({ kind: ask.kind })
  const answered = (): void => metrics.firstReply.observe((clock.now() - ask.receivedMs) / 1000)
  if (ask.kind === 'autocomplete') return suggestChoices(tools, ask, answered)
  const talk = createConversation(discord, ask, tools.config.FLUXKIT_CURRENCY, answered)
  try {
    await route(tools, talk)
  } catch (error) {
    if (error instanceof AnsweredElsewhere) {
      return log.info({ interactionId: ask.id, command: ask.command }, 'another process has answered an interaction')
    }
    // What follows are words that somebody has searched for.
    const customId = ask.customId.split(':').slice(0, 4).join(':')
    log.error({ interactionId: ask.id, command: ask.command, customId, error }, 'an interaction failed')
    metrics.unexpectedErrors.inc()
    // Discord itself has refused the answer: there is nobody to tell.
    if (readDiscordFailure(error).status === 404) return
    const reference = smallPrint([talk.say('reference', { reference: ask.id })])
    await talk.tellPrivately(sayView(`⚠️ ${talk.say('unexpected')}`, reference)).catch((second: unknown) => {
      log.warn({ interactionId: ask.id, error: second }, 'the failure could not be told')
    })
  }
}

async function route(tools: HandlerTools, talk: Conversation): Promise<void> {
  const { ask, say } = talk
  if (ask.kind === 'component' || ask.kind === 'modal') {
    const id = parseCustomId(ask.customId)
    return id ? components[id.verb](tools, talk, id) : talk.tellPrivately(sayView(say('gone')))
  }
  const command = Object.hasOwn(commands, ask.command) ? commands[ask.command] : undefined
  // Registered by another version of the program.
  if (!command) return talk.tellPrivately(sayView(say('helpText')))
  return withOpening(tools, talk, () => command.run(tools, talk))
}

/** Late or broken suggestions are none: the option can be typed. */
async function suggestChoices(tools: HandlerTools, ask: Ask, answered: () => void): Promise<void> {
  try {
    const command = Object.hasOwn(commands, ask.command) ? commands[ask.command] : undefined
    await tools.discord.choices(ask, (await command?.suggest?.(tools, ask)) ?? [])
    answered()
  } catch (error) {
    tools.log.warn({ interactionId: ask.id, command: ask.command, error }, 'no suggestions')
  }
}
