import type { PlainKey } from '../../messages/texts.ts'
import type { JobState } from '../../model/job.ts'
import { plainText } from '../../views/plain-text.ts'
import { textView } from '../../views/text-view.ts'
import type { Command } from '../../pipeline/handler.ts'

const text: Partial<Record<JobState, PlainKey>> = {
  announced: 'statusQueued',
  queued: 'statusQueued',
  unconfirmed: 'statusUnconfirmed',
  unknown: 'statusOverdue',
  overdue: 'statusOverdue',
}

/** `/flux status`: the user's running and overdue jobs. */
export const status: Command = {
  async run({ store }, conversation) {
    const { t } = conversation
    const { userId } = conversation.interaction
    const jobs = await store.jobs.activeOf(userId)
    const lines = jobs.slice(0, 15).map(({ state, request, createdMs }) => {
      return `<t:${Math.round(createdMs / 1000)}:R> ${t(text[state] ?? 'statusRunning')}: ${plainText(request.prompt, 100)}`
    })
    const title = `**${t('statusTitle')}**`
    await conversation.replyPrivately(jobs.length === 0 ? textView(t('statusEmpty')) : textView(title, ...lines))
  },
}
