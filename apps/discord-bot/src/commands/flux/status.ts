import { plainText } from '../../views/plain-text.ts'
import { stateText } from '../../views/state-text.ts'
import { textView } from '../../views/text-view.ts'
import type { Command } from '../../pipeline/handler.ts'

/** `/flux status`: the user's running and overdue jobs. */
export const status: Command = {
  async run({ store }, conversation) {
    const { t } = conversation
    const { userId } = conversation.interaction
    const jobs = await store.jobs.activeOf(userId)
    const lines = jobs.slice(0, 15).map((job) => {
      const { request, createdMs } = job
      return `<t:${Math.round(createdMs / 1000)}:R> ${stateText(job, t)}: ${plainText(request.prompt, 100)}`
    })
    const title = `**${t('statusTitle')}**`
    await conversation.replyPrivately(jobs.length === 0 ? textView(t('statusEmpty')) : textView(title, ...lines))
  },
}
