import type { Measured, Measurement } from './measure.ts'

/** The promises about money and errors that core did not keep; empty when all is well. */
export function brokenPromises(measured: Measured): string[] {
  return [
    ...inOneRun(measured, measured.once).map((what) => `when it happens once: ${what}`),
    ...inOneRun(measured, measured.always).map((what) => `when it stays: ${what}`),
  ]
}

function inOneRun({ operation }: Measured, { thrown, submissions, accepted, charges, refunds }: Measurement): string[] {
  const expected = operation === 'batch' ? 3 : 1
  const broken: string[] = []
  if (accepted > expected || charges > expected) broken.push('a submission was accepted twice')
  if (operation.startsWith('submit') && thrown && accepted > 0 && submissions > 1) {
    broken.push('it was submitted again although the outcome was not known')
  }
  if (!thrown || operation === 'upload') return broken
  // For a batch, only the charge of the failed submission counts; the others are charged.
  const isCharged = accepted > 0 && (operation === 'batch' ? refunds === 0 : charges > refunds)
  if (isCharged && thrown.charged === 'no') broken.push('the error says "no" about a submission that was charged')
  if (thrown.retryable && accepted > 0 && !thrown.namesTheTask) {
    broken.push('the error invites to submit again what was charged')
  }
  if (!operation.startsWith('submit') && !thrown.namesTheTask) broken.push('the error does not name the task')
  return broken
}
