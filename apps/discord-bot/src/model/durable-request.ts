import type { Json } from '@fluxkit/jobs'
import type { BotPlace, JobGroup, JobOptions, JobPlace, JobRequest, SentField } from './job.ts'
import { submittedPrompt } from './submitted-prompt.ts'

/** The request that is sent to the service, in core's spelling. */
export function durableRequest(request: JobRequest): Json {
  const { action, model, size, count, imageUrl = '', imageSize } = request
  // A field that core adds doesn't compile until it stands here, too.
  const fields: Readonly<Record<SentField, unknown>> = {
    prompt: submittedPrompt(request),
    model,
    size,
    ...(action === 'edit'
      ? { count: undefined, imageUrl, imageSize }
      : { count, imageUrl: undefined, imageSize: undefined }),
  }
  return { action, ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) }
}

export function placeOf(request: JobRequest, origin: JobPlace, isAnnounced: boolean, group?: JobGroup): BotPlace {
  const { prompt, private: isPrivate, spoiler, variation, input, parent } = request
  const options: JobOptions = {
    prompt,
    private: isPrivate,
    spoiler,
    ...(variation && { variation }),
    ...(input && { input }),
    ...(parent && { parent }),
  }
  return { isAnnounced, origin, options, ...(group && { group }) }
}
