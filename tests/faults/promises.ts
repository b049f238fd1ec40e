import type { Measurement } from './measure.ts'
import type { Recorded } from './record.ts'

/** The promises about money and errors that Fluxkit did not keep; empty when all is well. */
export function brokenPromises(recorded: Recorded): string[] {
  const { once, always, program } = recorded
  const broken = [
    ...inOneRun(recorded, once).map((what) => `when it happens once: ${what}`),
    ...inOneRun(recorded, always).map((what) => `when it stays: ${what}`),
  ]
  if (!program) return broken
  // The program looks for a lost submission and recovers what an error names: it may save what core alone cannot.
  const isRecovered = program.exitCode === 0 && always.accepted > 0 && always.thrown?.charged !== 'no'
  if (isRecovered) return broken
  if ((program.exitCode === 0) !== (always.thrown === undefined)) broken.push('the program and core disagree')
  if (always.thrown && !program.error.includes(always.thrown.code)) broken.push('the program hides the error code')
  return broken
}

function inOneRun({ operation }: Recorded, { thrown, submissions, accepted, charges, refunds }: Measurement): string[] {
  const expected = operation === 'batch' ? 3 : 1
  const broken: string[] = []
  if (accepted > expected || charges > expected) broken.push('a submission was accepted twice')
  if (operation.startsWith('submit') && thrown && accepted > 0 && submissions > 1) {
    broken.push('it was submitted again although the outcome was not known')
  }
  if (!thrown || operation === 'upload') return broken
  // Of a batch only the failed submission's charge is meant; the others are charged.
  const isCharged = accepted > 0 && (operation === 'batch' ? refunds === 0 : charges > refunds)
  if (isCharged && thrown.charged === 'no') broken.push('the error says "no" about a submission that was charged')
  if (thrown.retryable && accepted > 0 && !thrown.namesTheTask) {
    broken.push('the error invites to submit again what was charged')
  }
  if (!operation.startsWith('submit') && !thrown.namesTheTask) broken.push('the error does not name the task')
  return broken
}
