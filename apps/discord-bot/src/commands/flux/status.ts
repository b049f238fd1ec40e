import type { PlainKey } from '../../messages/texts.ts'
import type { JobState } from '../../job/job.ts'
import { plainText } from '../../views/plain-text.ts'
import { sayView } from '../../views/say-view.ts'
import type { Command } from '../handler.ts'

const words: Partial<Record<JobState, PlainKey>> = {
  announced: 'statusQueued',
  queued: 'statusQueued',
  unconfirmed: 'statusUnconfirmed',
  unknown: 'statusOverdue',
  overdue: 'statusOverdue',
}

/** `/flux status`: what of one's own is under way, and what is overdue. */
export const status: Command = {
  async run({ store }, talk) {
    const { say } = talk
    const { userId } = talk.ask
    const jobs = await store.jobs.activeOf(userId)
    const lines = jobs.slice(0, 15).map(({ state, request, createdMs }) => {
      return `<t:${Math.round(createdMs / 1000)}:R> ${say(words[state] ?? 'statusRunning')}: ${plainText(request.prompt, 100)}`
    })
    const title = `**${say('statusTitle')}**`
    await talk.tellPrivately(jobs.length === 0 ? sayView(say('statusEmpty')) : sayView(title, ...lines))
  },
}
