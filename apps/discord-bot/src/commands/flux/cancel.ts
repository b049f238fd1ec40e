import { cancelJob } from '../../pipeline/cancel-job.ts'
import type { Command } from '../../pipeline/handler.ts'
import { textOption } from '../read-options.ts'
import { suggestRunning } from './suggestions.ts'

/** `/flux cancel`: the chosen job, or the newest running one. */
export const cancel: Command = {
  async run(tools, conversation) {
    const chosen =
      textOption(conversation.interaction, 'job') ??
      (await tools.store.jobs.activeOf(conversation.interaction.userId)).at(-1)?.id
    await cancelJob(tools, conversation, chosen ?? '')
  },
  suggest: suggestRunning,
}
