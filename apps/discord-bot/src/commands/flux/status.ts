import { plainText } from '../../views/plain-text.ts'
import { sayView } from '../../views/say-view.ts'
import type { Command } from '../handler.ts'

/** `/flux status`: what of one's own is under way. */
export const status: Command = {
  async run({ store }, talk) {
    const { say } = talk
    const jobs = await store.jobs.activeOf(talk.ask.userId)
    const lines = jobs.slice(0, 15).map(({ state, request, createdMs }) => {
      const word = say(state === 'queued' || state === 'announced' ? 'statusQueued' : 'statusRunning')
      return `<t:${Math.round(createdMs / 1000)}:R> ${word}: ${plainText(request.prompt, 100)}`
    })
    const title = `**${say('statusTitle')}**`
    await talk.tellPrivately(jobs.length === 0 ? sayView(say('statusEmpty')) : sayView(title, ...lines))
  },
}
