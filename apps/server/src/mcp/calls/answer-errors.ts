import { nothingSpent } from '@fluxkit/jobs'
import { failureOf } from '../../jobs/failure.ts'
import { refusedAnswer } from './image-answer.ts'
import { factsOf } from './produce-images.ts'
import type { ToolContext } from './tool-context.ts'

/** Errors that a tool throws become answers, too, and say what may have been charged. */
export async function answerErrors<T>(
  context: ToolContext,
  work: () => Promise<T>,
): Promise<T | ReturnType<typeof refusedAnswer>> {
  try {
    return await work()
  } catch (error) {
    const facts = await factsOf(context).catch(() => ({
      spending: { session: nothingSpent, day: nothingSpent },
      limits: { session: {}, day: {} },
      isSandbox: context.studio.connection.isSandbox,
      withPreviews: false,
    }))
    return refusedAnswer(failureOf(error), facts)
  }
}
