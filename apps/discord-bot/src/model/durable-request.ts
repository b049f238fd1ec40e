import type { Json } from '@fluxkit/jobs'
import type { BotPlace, JobGroup, JobOptions, JobPlace, JobRequest } from './job.ts'
import { submittedPrompt } from './submitted-prompt.ts'

/** The request that is sent to the service, in core's spelling. */
export function durableRequest(request: JobRequest): Json {
  const { action, model, size, count, imageUrl, imageSize } = request
  return {
    action,
    prompt: submittedPrompt(request),
    model,
    ...(size !== undefined && { size }),
    ...(action === 'edit' ? { imageUrl: imageUrl ?? '' } : { count }),
    ...(action === 'edit' && imageSize && { imageSize }),
  }
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
