import type { Command } from '../../pipeline/handler.ts'
import { showJob } from '../../pipeline/show-job.ts'
import { textOption } from '../read-options.ts'
import { suggestImages } from './suggestions.ts'

/** `/flux show`: one's own image again, the newest unless another was chosen. */
export const show: Command = {
  async run(tools, conversation) {
    const id = textOption(conversation.interaction, 'image')
    const [newest] =
      id === undefined ? await tools.store.jobs.history(conversation.interaction.userId, { limit: 1 }) : []
    await showJob(tools, conversation, id ?? newest?.id ?? '')
  },
  suggest: suggestImages,
}
