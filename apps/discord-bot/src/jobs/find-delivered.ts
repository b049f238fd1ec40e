import { formatCustomId } from '../discord/custom-id.ts'
import type { DiscordPort, MessageRef, SeenMessage } from '../discord/discord-port.ts'
import { snowflakeAt } from '../discord/snowflake.ts'
import type { DeliveryAttempt, Notice, NotifiedJob } from '../model/job.ts'

/** What a place shows of an earlier attempt; `unreadable`: it cannot be known. */
export type Found = MessageRef | 'absent' | 'unreadable'

/** Our clock and Discord's differ by less. */
const clockSlackMs = 10 * 60_000
/** Buttons that only this notice has: notices of a job that is still checked have none of them. */
const marks: Partial<Record<Notice, 'vary' | 'again' | 'retry' | 'generate'>> = {
  result: 'vary',
  failure: 'again',
  stale: 'retry',
  confirm: 'generate',
  restarted: 'retry',
}
/** 5,000 messages since the attempt; a channel that is busier counts as unreadable. */
const maxPages = 50

/**
 * Looks for the message that an earlier attempt may have left, where it would be.
 *
 * In a server, Discord answers with an empty list where the bot may not read. So an empty list proves nothing there; but
 * the channel has the message that showed the progress, and reading begins before it.
 */
export async function findDelivered(
  discord: Pick<DiscordPort, 'readChannel' | 'openDirect'>,
  job: NotifiedJob,
  attempt: DeliveryAttempt,
): Promise<Found> {
  const { place, request } = job
  // Nobody but the user sees an ephemeral message.
  if (attempt.way === 'answer' && request.private) return 'unreadable'
  const isDirect = attempt.way === 'direct'
  const channelId = isDirect ? await discord.openDirect(place.userId) : place.channelId
  const since = snowflakeAt(attempt.atMs - clockSlackMs)
  const verb = job.group ? 'usePrompt' : (marks[job.notice] ?? 'usePrompt')
  const mark = formatCustomId({ verb, subject: job.id })
  const isResult = ({ isOwn, customIds }: SeenMessage): boolean => isOwn && customIds.includes(mark)
  let after = BigInt(job.id)
  let isProven = isDirect || place.guildId === null
  for (let page = 0; page < maxPages; page++) {
    const messages = await discord.readChannel(channelId, String(after))
    const result = messages.find(isResult)
    if (result) return { channelId: result.channelId, id: result.id }
    isProven ||= messages.length > 0
    const last = messages.at(-1)
    if (last === undefined) return isProven ? 'absent' : 'unreadable'
    after = BigInt(last.id) > since ? BigInt(last.id) : since
  }
  return 'unreadable'
}

/** Looks for the message of the first answer, of which a crash has lost the id. @returns undefined also where it can't be seen */
export async function findProgress(
  discord: Pick<DiscordPort, 'readChannel'>,
  { id, place }: Pick<NotifiedJob, 'id' | 'place'>,
): Promise<MessageRef | undefined> {
  const mark = formatCustomId({ verb: 'cancel', subject: id })
  // It came within 3 s of the interaction.
  const messages = await discord.readChannel(place.channelId, id)
  return messages.find(({ isOwn, customIds }) => isOwn && customIds.includes(mark))
}
