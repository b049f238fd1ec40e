import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Backend } from '../backend.ts'
import type { SimulatorEvent } from '../events/event-stream.ts'
import type { JsonObject } from '../json.ts'
import { interactionView, isOnline, messageView } from './views.ts'

/** Server-sent events with everything that one user sees from now on. */
export function followUser(backend: Backend, userId: string, context: Context): Response {
  return streamSSE(context, async (stream) => {
    const end = backend.events.subscribe((event) => {
      const seen = seenBy(backend, userId, event)
      if (seen !== undefined) void stream.writeSSE({ event: event.type, data: JSON.stringify(seen) })
    })
    const left = new Promise<void>((resolve) => stream.onAbort(resolve))
    await stream.write(': following\n\n')
    await left
    end()
  })
}

/** What a user sees of an event; undefined: nothing. */
function seenBy(backend: Backend, userId: string, event: SimulatorEvent): JsonObject | undefined {
  switch (event.type) {
    case 'message.created':
    case 'message.updated':
    case 'message.deleted': {
      if (event.userId !== undefined && event.userId !== userId) return undefined
      const message = backend.world.channels.get(event.channelId)?.messages.get(event.messageId)
      return message && messageView(backend, message)
    }
    case 'interaction.created':
    case 'interaction.updated': {
      const interaction = backend.interactions.byId(event.interactionId)
      return interaction && event.userId === userId ? interactionView(backend, interaction) : undefined
    }
    case 'typing':
      return { channelId: event.channelId }
    case 'commands.changed':
    case 'gateway.identified':
    case 'gateway.resumed':
    case 'gateway.closed':
    case 'endpoint.changed':
      return { online: isOnline(backend) }
    case 'rest.answered':
    case 'endpoint.answered':
      return undefined
  }
}
