import type { DiscordPort, MessageRef, MessageView } from '../discord/discord-port.ts'
import { snowflakeAt } from '../discord/snowflake.ts'

export type DiscordTrouble = 'none' | 'down' | 'down-after' | 'forbidden' | 'too-large' | 'automod'

interface KeptMessage extends MessageRef {
  view: MessageView
}

/** Discord as far as results are concerned: one channel, direct messages, nonces, and troubles in a given order. */
export function createMemoryDiscord(nowMs: () => number, troubles: readonly DiscordTrouble[]) {
  const messages: KeptMessage[] = []
  const nonces = new Map<string, MessageRef>()
  let calls = 0
  let serial = 0n
  const nextId = (): string => String(snowflakeAt(nowMs()) + (serial += 1n))

  /** Does the work unless trouble comes first; fails anyway where trouble comes after. */
  function troubled<Result>(work: () => Result): Result {
    const trouble = troubles[calls++] ?? 'none'
    if (trouble === 'down') throw Object.assign(new Error('503'), { status: 503 })
    if (trouble === 'forbidden') throw Object.assign(new Error('403'), { status: 403, code: 50_013 })
    if (trouble === 'too-large') throw Object.assign(new Error('413'), { status: 413, code: 40_005 })
    if (trouble === 'automod') throw Object.assign(new Error('400'), { status: 400, code: 200_000 })
    const result = work()
    if (trouble === 'down-after') throw Object.assign(new Error('500'), { status: 500 })
    return result
  }

  function add(channelId: string, view: MessageView): KeptMessage {
    const message = { id: nextId(), channelId, view }
    messages.push(message)
    return message
  }

  const answers = new Map<string, KeptMessage>()
  const port: Partial<DiscordPort> = {
    async reply(to, view) {
      const message = add('200', view)
      answers.set(to.token, message)
      return message
    },
    editMessage: async ({ id }, view) =>
      troubled(() => {
        const message = messages.find((one) => one.id === id)
        if (!message) throw Object.assign(new Error('404'), { status: 404, code: 10_008 })
        message.view = view
        return message
      }),
    editReply: async (to, view) =>
      troubled(() => {
        const message = answers.get(to.token)
        if (!message) throw Object.assign(new Error('404'), { status: 404, code: 10_008 })
        message.view = view
        return { ...message, pictureUrls: [] }
      }),
    post: async (channelId, view, nonce) =>
      troubled(() => {
        const known = nonces.get(`${channelId} ${nonce}`)
        const message = known ?? add(channelId, view)
        nonces.set(`${channelId} ${nonce}`, message)
        return { ...message, pictureUrls: [] }
      }),
    openDirect: async () => '400',
    readChannel: async (channelId, afterId) =>
      messages
        .filter((message) => message.channelId === channelId && BigInt(message.id) > BigInt(afterId))
        .slice(0, 100)
        .map((message) => ({
          id: message.id,
          channelId,
          isOwn: true,
          customIds: customIdsIn(message.view.components),
        })),
  }
  return {
    port: port as DiscordPort,
    /** Messages with the files of a job. */
    withImagesOf: (jobId: string) =>
      messages.filter(({ view }) => view.files?.some(({ name }) => name.startsWith(`flux-${jobId}-`))),
  }
}

function customIdsIn(components: readonly unknown[]): string[] {
  return [...JSON.stringify(components).matchAll(/"custom_id":"([^"]+)"/g)].map(([, id]) => id ?? '')
}
