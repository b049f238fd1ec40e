import type { JobRequest } from './job.ts'

/** No service has promised to take more. */
const maxLength = 4000

/**
 * The words that the service gets. It knows neither seeds nor strengths, so a variation is an edit that asks for one; in
 * English, which its models follow best. What people see stays their own prompt.
 */
export function submittedPrompt({ prompt, variation }: Pick<JobRequest, 'prompt' | 'variation'>): string {
  if (!variation) return prompt
  return `Make a variation of this image: the same subject and style, with another composition. It shows: ${prompt}`.slice(
    0,
    maxLength,
  )
}
