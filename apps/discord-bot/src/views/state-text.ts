import type { Job, JobState } from '../model/job.ts'
import type { BotTranslate, PlainKey } from '../language/translator.ts'

const texts: Partial<Record<JobState, PlainKey>> = {
  announced: 'statusQueued',
  queued: 'statusQueued',
  unconfirmed: 'statusUnconfirmed',
  unknown: 'statusOverdue',
  overdue: 'statusOverdue',
  failed: 'historyFailed',
  cancelled: 'historyCancelled',
  withdrawn: 'historyCancelled',
}

/** Where a job stands, in a word or two. */
export function stateText(
  { state, images, missing, request }: Pick<Job, 'state' | 'images' | 'missing' | 'request'>,
  t: BotTranslate,
): string {
  if (images.length > 0) return t('historyImages', { count: images.length })
  if (state === 'succeeded') return t(missing < request.count ? 'historyDeleted' : 'historyFailed')
  return t(texts[state] ?? 'statusRunning')
}
