import type { ComponentId } from '../discord/custom-id.ts'
import type { Choice } from '../discord/discord-port.ts'
import type { BotInteraction } from '../discord/bot-interaction.ts'
import type { Conversation } from './conversation.ts'
import type { HandlerTools } from './handler-tools.ts'

export type CommandHandler = (tools: HandlerTools, conversation: Conversation) => Promise<void>

/** @returns at most 25 choices for the option being typed */
export type Suggest = (tools: HandlerTools, interaction: BotInteraction) => Promise<readonly Choice[]>

export interface Command {
  readonly run: CommandHandler
  readonly suggest?: Suggest
}

export type ComponentHandler = (tools: HandlerTools, conversation: Conversation, id: ComponentId) => Promise<void>
