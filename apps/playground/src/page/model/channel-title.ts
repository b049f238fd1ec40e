import type { State } from './state.ts'

/** `# studio`, or the bot's name in the direct channel with it. */
export function channelTitle({ world, channelId }: State): string {
  const channel = world.guilds.flatMap(({ channels }) => channels).find(({ id }) => id === channelId)
  return channel === undefined ? `@ ${world.bot.name}` : `# ${channel.name}`
}
