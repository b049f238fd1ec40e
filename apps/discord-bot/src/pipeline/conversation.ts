import { textsFor, type Say } from '../messages/texts.ts'
import type { Ask } from '../discord/ask.ts'
import type { DiscordPort, MessageRef, MessageView, ModalView } from '../discord/discord-port.ts'
import type { ViewContext } from '../views/context.ts'

/** One interaction and what was answered to it so far. */
export interface Conversation {
  readonly ask: Ask
  readonly say: Say
  readonly context: ViewContext
  readonly state: 'open' | 'public' | 'private' | 'closed'
  /** The message that answers it, where it is known. */
  readonly message: MessageRef | undefined
  /** Answers, or changes the answer. @param isPrivate counts for the first answer alone */
  show(view: MessageView, options?: { readonly isPrivate?: boolean }): Promise<void>
  /** Tells this one person; an answer that everybody sees is taken back first. */
  tellPrivately(view: MessageView): Promise<void>
  /** Tells this one person something more, beside the answer. */
  addPrivately(view: MessageView): Promise<void>
  openModal(modal: ModalView): Promise<void>
  /** Changes the message that the component sits on. */
  update(view: MessageView): Promise<void>
}

/** @param onFirstAnswer is called when the first answer has arrived */
export function createConversation(
  discord: DiscordPort,
  ask: Ask,
  currency: string,
  onFirstAnswer: () => void,
): Conversation {
  let state: Conversation['state'] = 'open'
  let message: MessageRef | undefined
  const say = textsFor(ask.locale)

  function answered(next: Conversation['state']): void {
    state = next
    onFirstAnswer()
  }

  async function show(view: MessageView, { isPrivate = true }: { readonly isPrivate?: boolean } = {}): Promise<void> {
    if (state !== 'open') return void (await discord.editReply(ask, view))
    message = await discord.reply(ask, view, { ephemeral: isPrivate })
    answered(isPrivate ? 'private' : 'public')
  }

  return {
    ask,
    say,
    context: { say, locale: ask.locale, currency },
    get state() {
      return state
    },
    get message() {
      return message
    },
    show,
    async tellPrivately(view) {
      if (state !== 'public' && state !== 'closed') return show(view)
      if (state === 'public') await discord.deleteReply(ask)
      await discord.followUp(ask, view, { ephemeral: true })
    },
    addPrivately: (view) => discord.followUp(ask, view, { ephemeral: true }),
    async openModal(modal) {
      await discord.openModal(ask, modal)
      answered('closed')
    },
    async update(view) {
      await discord.update(ask, view)
      answered('closed')
    },
  }
}
