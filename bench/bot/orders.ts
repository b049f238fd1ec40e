import type { DiscordSimulator, Reply, SimulatedChannel, SimulatedUser } from '@fluxkit/discord-simulator'

/** One order as the person sees it. Times are epoch milliseconds. */
export interface Order {
  readonly prompt: string
  readonly sentMs: number
  readonly reply: Reply
  /** When the first answer was there. */
  acknowledgedMs: number | undefined
  /** "The application did not respond." */
  failed: boolean
  deliveredMs: number | undefined
}

export interface Orders {
  readonly all: readonly Order[]
  send(person: SimulatedUser, channel: SimulatedChannel, prompt: string): void
  /** Resolves when every order has failed or shows its image. @returns false when that took longer */
  settled(limitMs: number): Promise<boolean>
}

/** Looks at what has changed alone: a thousand waiting people who look at every event would be the load themselves. */
export function createOrders(discord: DiscordSimulator): Orders {
  const all: Order[] = []
  const byInteraction = new Map<string, Order>()
  const byMessage = new Map<string, Order>()
  let open = 0
  let onSettled = (): void => undefined

  function closeOne(): void {
    open -= 1
    if (open === 0) onSettled()
  }

  discord.events.subscribe((event) => {
    if (event.type === 'interaction.updated') {
      const order = byInteraction.get(event.interactionId)
      if (!order || order.acknowledgedMs !== undefined || order.failed) return
      if (order.reply.state === 'failed') {
        order.failed = true
        closeOne()
      } else if (order.reply.state !== 'waiting') {
        order.acknowledgedMs = Date.now()
        byMessage.set(order.reply.message.id, order)
      }
    } else if (event.type === 'message.updated') {
      const order = byMessage.get(event.messageId)
      if (!order || order.deliveredMs !== undefined || order.reply.message.pictures.length === 0) return
      order.deliveredMs = Date.now()
      closeOne()
    }
  })

  return {
    all,
    send(person, channel, prompt) {
      const sentMs = Date.now()
      const reply = person.sendSlash(channel, 'flux generate', { prompt })
      const order: Order = { prompt, sentMs, reply, acknowledgedMs: undefined, failed: false, deliveredMs: undefined }
      all.push(order)
      byInteraction.set(reply.interactionId, order)
      open += 1
    },
    settled(limitMs) {
      if (open === 0) return Promise.resolve(true)
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), limitMs)
        onSettled = () => {
          clearTimeout(timer)
          resolve(true)
        }
      })
    },
  }
}
