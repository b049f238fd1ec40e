import { randomUUID } from 'node:crypto'
import type { ComponentId } from '../discord/custom-id.ts'
import type { Conversation } from './conversation.ts'
import type { HandlerTools } from './handler-tools.ts'
import type { Command, ComponentHandler } from './handler.ts'

/** A recorded request is refused after 5 minutes (see `interactions-page.ts`); clocks of machines differ. */
const rememberedMs = 15 * 60_000

/**
 * A command whose second run would change something again. An interaction may be delivered twice: by a proxy that repeats a
 * request, to another process, or through the gateway to two processes at once. The first to note it runs it.
 */
export function commandOnce({ run, ...command }: Command): Command {
  return {
    ...command,
    async run(tools, conversation) {
      if (await isFirst(tools, conversation)) await run(tools, conversation)
    },
  }
}

/** The same for buttons, menus and modals. */
export function handlerOnce(handle: ComponentHandler): ComponentHandler {
  return async (tools: HandlerTools, conversation: Conversation, id: ComponentId) => {
    if (await isFirst(tools, conversation)) await handle(tools, conversation, id)
  }
}

async function isFirst({ store, log }: HandlerTools, { interaction: { id } }: Conversation): Promise<boolean> {
  if (await store.duties.take(`interaction ${id}`, randomUUID(), rememberedMs)) return true
  log.info({ interactionId: id }, 'an interaction was delivered again; it is handled already')
  return false
}
