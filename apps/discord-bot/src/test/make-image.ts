import type { Reply, ShownMessage } from '@fluxkit/discord-simulator'
import type { TestBot } from './start-bot.ts'

type Options = Readonly<Record<string, string | number | boolean>>

/** Requests an image and waits until it is there. */
export async function makeImage(bot: TestBot, options: Options = {}): Promise<ShownMessage> {
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a red fox', ...options })
  return withImages(reply)
}

const limitMs = 600_000

/** The reply as it is once it shows images. */
export async function withImages(reply: Reply): Promise<ShownMessage> {
  return (await reply.until((one) => (one.find()?.images.length ?? 0) > 0, limitMs)).message
}

/** What the answer to a request says that was taken: it waits, or it is worked at already. */
export const accepted = /In the queue|is painting/

/** The job behind a message: its custom ids carry it. */
export function jobIdOf(message: ShownMessage): string {
  return message.buttons[0]?.customId?.split(':')[2] ?? ''
}
