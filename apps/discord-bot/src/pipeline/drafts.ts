import type { BotInteraction } from '../discord/bot-interaction.ts'
import type { JobRequest } from '../model/job.ts'
import type { HandlerTools } from './handler-tools.ts'

/** Keeps what was chosen while a modal is open. @returns the draft's id */
export async function openDraft(
  { store, clock }: HandlerTools,
  { id, userId }: BotInteraction,
  request: JobRequest,
  pictureUrls: readonly string[] = request.imageUrl === undefined ? [] : [request.imageUrl],
): Promise<string> {
  await store.drafts.put({ id, userId, createdMs: Math.round(clock.now()), request, pictureUrls })
  return id
}
