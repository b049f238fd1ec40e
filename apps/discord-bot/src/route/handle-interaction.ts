import { commands, components } from './registry.ts'
import { parseCustomId } from '../discord/custom-id.ts'
import type { BotInteraction } from '../discord/bot-interaction.ts'
import { AnsweredElsewhere } from '../discord/answered-elsewhere.ts'
import { readDiscordFailure } from '../discord/discord-errors.ts'
import { smallPrint } from '../views/components.ts'
import { textView } from '../views/text-view.ts'
import { createConversation, type Conversation } from '../pipeline/conversation.ts'
import type { HandlerTools } from '../pipeline/handler-tools.ts'
import { withSettingsOnce } from '../pipeline/settings-once.ts'
import { withOpening } from '../pipeline/open-guild.ts'

/** One interaction from beginning to end. Never rejects: unexpected errors are reported with a reference and logged. */
export async function handleInteraction(shared: HandlerTools, interaction: BotInteraction): Promise<void> {
  const tools = withSettingsOnce(shared)
  const { metrics, clock, log, discord } = tools
  metrics.interactions.inc({ kind: interaction.kind })
  const answered = (): void => metrics.firstReply.observe((clock.now() - interaction.receivedMs) / 1000)
  if (interaction.kind === 'autocomplete') return suggestChoices(tools, interaction, answered)
  const conversation = createConversation(discord, interaction, tools.config.FLUXKIT_CURRENCY, answered)
  try {
    await route(tools, conversation)
  } catch (error) {
    if (error instanceof AnsweredElsewhere) {
      return log.info(
        { interactionId: interaction.id, command: interaction.command },
        'another process has answered an interaction',
      )
    }
    // The rest is text that someone has searched for.
    const customId = interaction.customId.split(':').slice(0, 4).join(':')
    log.error({ interactionId: interaction.id, command: interaction.command, customId, error }, 'an interaction failed')
    metrics.unexpectedErrors.inc()
    // Discord itself has refused the answer: nothing can be shown.
    if (readDiscordFailure(error).status === 404) return
    const reference = smallPrint([conversation.t('reference', { reference: interaction.id })])
    const view = textView(`⚠️ ${conversation.t('unexpected')}`, reference)
    await conversation
      .replyPrivately(view)
      .catch((second: unknown) => {
        // The handler had acknowledged it before it failed: its user sees "thinking…".
        if (!(second instanceof AnsweredElsewhere)) throw second
        return conversation.addPrivately(view)
      })
      .catch((second: unknown) => {
        log.warn({ interactionId: interaction.id, error: second }, 'the failure could not be reported')
      })
  }
}

async function route(tools: HandlerTools, conversation: Conversation): Promise<void> {
  const { interaction, t } = conversation
  if (interaction.kind === 'component' || interaction.kind === 'modal') {
    const id = parseCustomId(interaction.customId)
    return id ? components[id.verb](tools, conversation, id) : conversation.replyPrivately(textView(t('gone')))
  }
  const command = Object.hasOwn(commands, interaction.command) ? commands[interaction.command] : undefined
  // Registered by another version of the program.
  if (!command) return conversation.replyPrivately(textView(t('helpText')))
  return withOpening(tools, conversation, () => command.run(tools, conversation))
}

/** Late or broken suggestions are empty: the option can be typed. */
async function suggestChoices(tools: HandlerTools, interaction: BotInteraction, answered: () => void): Promise<void> {
  try {
    const command = Object.hasOwn(commands, interaction.command) ? commands[interaction.command] : undefined
    await tools.discord.choices(interaction, (await command?.suggest?.(tools, interaction)) ?? [])
    answered()
  } catch (error) {
    tools.log.warn({ interactionId: interaction.id, command: interaction.command, error }, 'no suggestions')
  }
}
