import type { BotTranslate } from '../language/translator.ts'
import type { BotInteraction } from '../discord/bot-interaction.ts'
import type { DiscordPort, MessageRef, MessageView, ModalView } from '../discord/discord-port.ts'
import { contextFor, type ViewContext } from '../views/context.ts'

/** One interaction and what was answered to it so far. */
export interface Conversation {
  readonly interaction: BotInteraction
  readonly t: BotTranslate
  readonly context: ViewContext
  readonly state: 'open' | 'public' | 'private' | 'closed'
  /** The message that answers it, where it is known. */
  readonly message: MessageRef | undefined
  /** Answers, or changes the answer. @param isPrivate counts only for the first answer */
  show(view: MessageView, options?: { readonly isPrivate?: boolean }): Promise<void>
  /** Replies to this user only; a public answer is deleted first. */
  replyPrivately(view: MessageView): Promise<void>
  /** Sends this user a further private message. */
  addPrivately(view: MessageView): Promise<void>
  openModal(modal: ModalView): Promise<void>
  /** Changes the message that the component sits on. */
  update(view: MessageView): Promise<void>
}

/** @param onFirstAnswer is called when the first answer has arrived */
export function createConversation(
  discord: DiscordPort,
  interaction: BotInteraction,
  currency: string,
  onFirstAnswer: () => void,
): Conversation {
  let state: Conversation['state'] = 'open'
  let message: MessageRef | undefined
  const context = contextFor(interaction.locale, currency)

  function answered(next: Conversation['state']): void {
    state = next
    onFirstAnswer()
  }

  async function show(view: MessageView, { isPrivate = true }: { readonly isPrivate?: boolean } = {}): Promise<void> {
    if (state !== 'open') return void (await discord.editReply(interaction, view))
    message = await discord.reply(interaction, view, { ephemeral: isPrivate })
    answered(isPrivate ? 'private' : 'public')
  }

  return {
    interaction,
    t: context.t,
    context,
    get state() {
      return state
    },
    get message() {
      return message
    },
    show,
    async replyPrivately(view) {
      if (state !== 'public' && state !== 'closed') return show(view)
      if (state === 'public') await discord.deleteReply(interaction)
      await discord.followUp(interaction, view, { ephemeral: true })
    },
    addPrivately: (view) => discord.followUp(interaction, view, { ephemeral: true }),
    async openModal(modal) {
      await discord.openModal(interaction, modal)
      answered('closed')
    },
    async update(view) {
      await discord.update(interaction, view)
      answered('closed')
    },
  }
}
