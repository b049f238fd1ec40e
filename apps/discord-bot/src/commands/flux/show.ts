import { picturesFor } from '../../jobs/shown-pictures.ts'
import type { Conversation } from '../../pipeline/conversation.ts'
import type { HandlerTools } from '../../pipeline/handler-tools.ts'
import { resultView } from '../../views/result-view.ts'
import { sayView } from '../../views/say-view.ts'
import type { Command } from '../handler.ts'
import { textOption } from '../read-options.ts'
import { suggestPictures } from './suggestions.ts'

/** `/flux show`: a picture of one's own again, the newest unless another was chosen. */
export const show: Command = {
  async run(tools, talk) {
    const id = textOption(talk.ask, 'image')
    const [newest] = id === undefined ? await tools.store.jobs.history(talk.ask.userId, { limit: 1 }) : []
    await showJob(tools, talk, id ?? newest?.id ?? '')
  },
  suggest: suggestPictures,
}

/** Shows a picture to its owner; others are told that there is none. */
export async function showJob(tools: HandlerTools, talk: Conversation, id: string): Promise<void> {
  const job = await tools.store.jobs.get(id)
  if (job?.place.userId !== talk.ask.userId || job.pictures.length === 0) {
    return talk.tellPrivately(sayView(talk.say('gone')))
  }
  await tools.discord.defer(talk.ask, { ephemeral: true })
  if (job.pictures.some(({ hash }) => hash === undefined)) await tools.runner.fetch(id)
  const complete = (await tools.store.jobs.get(id)) ?? job
  const pictures = await picturesFor(tools, complete, talk.ask.attachmentLimitBytes)
  const view = resultView(complete, pictures, { mention: false, withoutPrompt: false }, talk.context)
  await tools.discord.editReply(talk.ask, view)
}
