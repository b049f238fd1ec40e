import { type AnswerWork, answerEffects } from './answer-effects.ts'
import type { FaultyRequest } from './faulty-request.ts'

/** Carries the request out as far as its faults allow, and disturbs the answer as they say. */
export async function answerWithFaults(given: FaultyRequest, carryOut: AnswerWork): Promise<Response> {
  const { faults } = given.context
  // A slow answer may have another fault besides.
  const slow = faults.take('answer', given.operation, given.subject, ({ kind }) => kind === 'slow')
  return slow ? answerEffects.slow(given, slow, () => answer(given, carryOut)) : answer(given, carryOut)
}

async function answer(given: FaultyRequest, carryOut: AnswerWork): Promise<Response> {
  const { faults } = given.context
  const fault = faults.take('answer', given.operation, given.subject, ({ kind }) => kind !== 'slow')
  return fault ? answerEffects[fault.kind](given, fault, carryOut) : carryOut()
}
