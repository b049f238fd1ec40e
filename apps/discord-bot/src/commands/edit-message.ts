import { openDraft } from '../pipeline/drafts.ts'
import type { JobRequest } from '../job/job.ts'
import { settingsOf } from '../pipeline/place-order.ts'
import { refused } from '../pipeline/refusal.ts'
import { choosePictureView } from '../views/choose-picture-view.ts'
import { editModal } from '../views/modals.ts'
import { refusalView } from '../views/refusal-view.ts'
import { defaultModel } from './flux/read-request.ts'
import type { Command } from './handler.ts'
import type { Conversation } from '../pipeline/conversation.ts'
import type { HandlerTools } from '../pipeline/handler-tools.ts'

/** The message command *Edit with Flux*: one picture opens the modal at once, of several one is chosen first. */
export const editMessage: Command = {
  run: (tools, talk) => startEdit(tools, talk, {}),
}

/** From a message with pictures to a modal; the button *Edit* of a result takes the same way. */
export async function startEdit(tools: HandlerTools, talk: Conversation, changes: Partial<JobRequest>): Promise<void> {
  const { ask } = talk
  const urls = ask.messagePictures.map(({ url }) => url)
  const [first] = urls
  if (first === undefined) return talk.tellPrivately(refusalView(refused('refusedNoImage'), undefined, talk.context))
  const settings = await settingsOf(tools, ask.guildId)
  const request: JobRequest = {
    action: 'edit',
    prompt: '',
    model: defaultModel('edit', settings),
    count: 1,
    imageUrl: first,
    private: settings.privateByDefault,
    spoiler: false,
    ...changes,
  }
  const draftId = await openDraft(tools, ask, request, urls)
  if (urls.length === 1) return talk.openModal(editModal(draftId, request.prompt, talk.say))
  return talk.tellPrivately(choosePictureView(draftId, ask.messagePictures, talk.context))
}
