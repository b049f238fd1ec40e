import { lifeOf } from '../context.ts'
import type { FaultyRequest } from './faulty-request.ts'
import { answerBefore } from './refusals.ts'
import { answerAfter } from './spoilt-answers.ts'

/** Carries the request out as far as its faults allow, and disturbs the answer as they say. */
export async function answerWithFaults(given: FaultyRequest, carryOut: () => Promise<Response>): Promise<Response> {
  const { context, operation, subject } = given
  const slow = context.faults.take('answer', operation, subject, (fault) => fault.kind === 'slow')
  if (slow) await context.timers.pause(slow.ms ?? 3_000, lifeOf(context, given.request))
  const fault = context.faults.take('answer', operation, subject, (candidate) => candidate.kind !== 'slow')
  if (!fault) return carryOut()
  if (fault.kind === 'unasked-continue') given.connection?.sendContinue()
  return (await answerBefore(given, fault)) ?? answerAfter(given, fault, await carryOut())
}
