import type { Reply, ShownMessage } from '@fluxkit/discord-simulator'
import type { TestBot } from './start-bot.ts'

type Options = Readonly<Record<string, string | number | boolean>>

/** Orders a picture and waits until it is there. */
export async function makePicture(bot: TestBot, options: Options = {}): Promise<ShownMessage> {
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a red fox', ...options })
  return withPictures(reply)
}

/** A busy machine takes its time. */
const limitMs = 25_000

export function withPictures(reply: Reply): Promise<ShownMessage> {
  return reply.message.until((message) => message.pictures.length > 0, limitMs)
}

/** The job behind a message: its custom ids carry it. */
export function jobIdOf(message: ShownMessage): string {
  return message.buttons[0]?.customId?.split(':')[2] ?? ''
}
