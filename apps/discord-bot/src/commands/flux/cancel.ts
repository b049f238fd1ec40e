import { endStates } from '../../job/job.ts'
import type { Conversation } from '../../pipeline/conversation.ts'
import type { HandlerTools } from '../../pipeline/handler-tools.ts'
import { sayView } from '../../views/say-view.ts'
import type { Command } from '../handler.ts'
import { textOption } from '../read-options.ts'
import { suggestUnderWay } from './suggestions.ts'

/** `/flux cancel`: the chosen job, or the newest that is under way. */
export const cancel: Command = {
  async run(tools, talk) {
    const chosen = textOption(talk.ask, 'job') ?? (await tools.store.jobs.activeOf(talk.ask.userId)).at(-1)?.id
    await cancelJob(tools, talk, chosen ?? '')
  },
  suggest: suggestUnderWay,
}

/** What waits is cancelled and costs nothing; what runs cannot be taken back, and its result is kept. */
export async function cancelJob({ store, runner }: HandlerTools, talk: Conversation, id: string): Promise<void> {
  const { ask, say } = talk
  const job = await store.jobs.get(id)
  if (!job) return talk.tellPrivately(sayView(say('cancelNothing')))
  if (job.place.userId !== ask.userId) return talk.tellPrivately(sayView(say('notYours')))
  if (endStates.has(job.state)) return talk.tellPrivately(sayView(say('cancelNothing')))
  const outcome = await runner.cancel(id)
  await talk.tellPrivately(sayView(say(outcome === 'cancelled' ? 'cancelled' : 'cancelRequestedRunning')))
}
