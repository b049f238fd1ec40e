import type { Job } from '../model/job.ts'
import type { ShownParent } from '../views/parent-line.ts'
import type { JobTools } from './job-tools.ts'

/** What a result was made from, as it is now: its message may be gone, or its user may have had it forgotten. */
export async function findParent(
  { store }: { readonly store: { readonly jobs: Pick<JobTools['store']['jobs'], 'get'> } },
  { request: { parent } }: Job,
): Promise<ShownParent | undefined> {
  if (!parent) return undefined
  const { by } = parent
  const job = await store.jobs.get(parent.id)
  if (!job || job.request.prompt === '' || job.images.length === 0) return { by, kind: 'deleted' }
  const url = messageUrl(job)
  return { by, kind: 'known', prompt: job.request.prompt, ...(url !== undefined && { url }) }
}

/** Only of a message that others can open: not one that only its reader sees, and not one in direct messages. */
function messageUrl({ messageId, messageChannelId, delivery, place, request }: Job): string | undefined {
  const { guildId, channelId } = place
  if (messageId === undefined || messageChannelId !== channelId || guildId === null) return undefined
  if (request.private || delivery !== 'delivered') return undefined
  return `https://discord.com/channels/${guildId}/${channelId}/${messageId}`
}
