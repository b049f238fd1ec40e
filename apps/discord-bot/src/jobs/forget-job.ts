import type { Runner } from '@fluxkit/jobs'
import { type BotJob, type BotPlace, endStates, type Job } from '../model/job.ts'

/** Forgets prompts, links, tokens and images of a job that has ended or can't be seen. @returns false when it continues */
export async function forgetJob(
  runner: Pick<Runner<BotPlace>, 'amend' | 'discard' | 'forget'>,
  { id, state, notice, place, delivery, images, request }: Job,
): Promise<boolean> {
  const isOpen = !endStates.has(state)
  // What is only searched for can be forgotten; its money counts as spent. What runs is finished first.
  if (delivery === 'pending' || (isOpen && notice === undefined)) return false
  if (isOpen) await runner.discard(id)
  if (images.some(({ hash }) => hash === undefined)) await runner.amend(id, withoutImages)
  const { applicationId, guildId, channelId, userId, locale, attachmentLimitBytes, botInGuild } = place
  const origin = { applicationId, guildId, channelId, userId, locale, attachmentLimitBytes, botInGuild }
  const options = { prompt: '', private: request.private, spoiler: request.spoiler }
  const blank = { ...origin, roleIds: [], token: '', tokenUntilMs: 0 }
  return runner.forget(id, { isAnnounced: false, origin: blank, options })
}

/** The links are gone from the record; that there were images stays. */
export function withoutImages(job: BotJob): BotJob {
  const { imageUrl: _url, ...request } = job.request
  const { input: _input, ...options } = job.place.options
  return {
    ...job,
    request,
    place: { ...job.place, options },
    attempts: job.attempts.map(({ wire: { image_url: _link, ...wire }, ...attempt }) => ({ ...attempt, wire })),
    images: job.images.map(({ tries }) => ({ url: '', tries, kept: '' })),
  }
}
