import type { Conversation } from '../pipeline/conversation.ts'
import type { HandlerTools } from '../pipeline/handler-tools.ts'
import type { Draft } from '../store/draft.ts'
import { textView } from '../views/text-view.ts'

/** What was kept while its user chose, with the image that they have chosen. */
export async function chosenDraft(
  { store }: HandlerTools,
  conversation: Conversation,
  subject: string,
): Promise<Draft | undefined> {
  const draft = await store.drafts.get(subject)
  const imageUrl = draft?.pictureUrls[Number(conversation.interaction.values[0])]
  if (draft?.userId === conversation.interaction.userId && imageUrl !== undefined)
    return { ...draft, request: { ...draft.request, imageUrl } }
  await conversation.replyPrivately(textView(conversation.t('gone')))
  return undefined
}
