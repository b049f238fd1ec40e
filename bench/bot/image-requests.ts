import type { DiscordSimulator, Reply, SimulatedChannel, SimulatedUser } from '@fluxkit/discord-simulator'

/** One request as the user sees it. Times are epoch milliseconds. */
export interface ImageRequest {
  readonly prompt: string
  readonly sentMs: number
  readonly reply: Reply
  /** When the first response arrived. */
  acknowledgedMs: number | undefined
  /** "The application did not respond." */
  failed: boolean
  deliveredMs: number | undefined
}

export interface ImageRequests {
  readonly all: readonly ImageRequest[]
  send(person: SimulatedUser, channel: SimulatedChannel, prompt: string): void
  /** Resolves when every submission has failed or shows its image. @returns false when that took longer */
  settled(limitMs: number): Promise<boolean>
}

/** Reads only what has changed: a thousand waiting users who check every event would be a load themselves. */
export function createImageRequests(discord: DiscordSimulator): ImageRequests {
  const all: ImageRequest[] = []
  const byInteraction = new Map<string, ImageRequest>()
  const byMessage = new Map<string, ImageRequest>()
  let open = 0
  let onSettled = (): void => undefined

  function closeOne(): void {
    open -= 1
    if (open === 0) onSettled()
  }

  discord.events.subscribe((event) => {
    if (event.type === 'interaction.updated') {
      const imageRequest = byInteraction.get(event.interactionId)
      if (!imageRequest || imageRequest.acknowledgedMs !== undefined || imageRequest.failed) return
      if (imageRequest.reply.state === 'failed') {
        imageRequest.failed = true
        closeOne()
      } else if (imageRequest.reply.state !== 'waiting') {
        imageRequest.acknowledgedMs = Date.now()
        byMessage.set(imageRequest.reply.message.id, imageRequest)
      }
    } else if (event.type === 'message.updated') {
      const imageRequest = byMessage.get(event.messageId)
      if (!imageRequest || imageRequest.deliveredMs !== undefined || imageRequest.reply.message.images.length === 0)
        return
      imageRequest.deliveredMs = Date.now()
      closeOne()
    }
  })

  return {
    all,
    send(person, channel, prompt) {
      const sentMs = Date.now()
      const reply = person.sendSlash(channel, 'flux generate', { prompt })
      const imageRequest: ImageRequest = {
        prompt,
        sentMs,
        reply,
        acknowledgedMs: undefined,
        failed: false,
        deliveredMs: undefined,
      }
      all.push(imageRequest)
      byInteraction.set(reply.interactionId, imageRequest)
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
