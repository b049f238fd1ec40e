import { exitCodes } from '../../errors/exit-codes.ts'
import type { Outcome } from '../../journal/outcome.ts'
import { errorFacts } from '../../errors/error-facts.ts'
import { ProgramError } from '../../errors/program-error.ts'
import type { JobSession } from '../../session/job-session.ts'
import type { PlannedRequest, Step } from './list-plan.ts'

/** The plan as work. Finished images are skipped; prompts that must not be submitted are reported as problems. */
export function workFor(
  session: Pick<JobSession, 'submit' | 'recover'>,
  wanted: readonly PlannedRequest[],
  steps: readonly Step[],
): { readonly works: readonly (() => Promise<Outcome>)[]; readonly earlier: readonly Outcome[] } {
  const works = steps.flatMap((step, index) => {
    const request = wanted[index]?.request
    if (step.kind === 'made' || step.kind === 'unsure' || request === undefined) return []
    if (step.kind === 'submit') return [() => session.submit({ ...request })]
    return [() => session.recover(step.job.id)]
  })
  const unsure = steps.filter(({ kind }) => kind === 'unsure').length
  return { works, earlier: unsure === 0 ? [] : [unsureOutcome(unsure)] }
}

function unsureOutcome(count: number): Outcome {
  const error = new ProgramError(
    'damaged_record',
    exitCodes.outcomeUnknown,
    ({ t }) => t('list.unsure', { count }),
    ({ t }) => t('list.unsureAdvice'),
    { charged: 'unknown' },
  )
  return { saved: [], problem: { facts: errorFacts(error), exitCode: error.exitCode } }
}
