import { inspect } from 'node:util'
import { FluxkitError } from '@fluxkit/ai-sdk-provider'
import { type Fault, faultKinds } from '@fluxkit/simulator'
import { type Run, secrets } from './generate.ts'

/** The promises of the provider that a run did not keep; empty when all is well. */
export function brokenPromises(fault: Fault, { images, taskIds, error, stats }: Run): string[] {
  const { accepted, charges, refunds, faultsInjected } = stats
  const broken: string[] = []
  if (faultsInjected === 0) broken.push('the fault was never met')
  if (accepted > 1 || charges > 1) broken.push(`it was charged ${charges} times`)
  if (images > 0 && taskIds.some((id) => typeof id !== 'string' || id === '')) broken.push('an image names no task')
  if (error === undefined) return images > 0 ? broken : [...broken, 'it succeeds without an image']
  const found = FluxkitError.find(error)
  if (!found) return [...broken, `it throws something else: ${inspect(error)}`]
  if (fault.operation === 'poll' && fault.times === 1) broken.push('a poll that failed once ended the wait')
  const isOfAnAnswer = fault.operation === 'submit' && faultKinds[fault.kind].stage === 'answer'
  if (isOfAnAnswer && found.taskId !== undefined) broken.push('it knew the task, and did not wait for it')
  const { charged, advice, taskId, taskIds: known, traceId, isRetryable, message, code } = found
  if (accepted > 0 && isRetryable) broken.push('it looks retryable although it was accepted')
  if (charges > refunds && charged === 'no') broken.push('it says "no" about a submission that was charged')
  if (accepted > 0 && taskId === undefined && code !== 'outcome_unknown' && !found.imageUrls.length) {
    broken.push('it was accepted, and the error names neither a task nor an image')
  }
  if (taskId !== undefined && (!message.includes(taskId) || !known.includes(taskId))) broken.push('it hides the task')
  if (traceId !== undefined && !message.includes(traceId)) broken.push('its message lacks the trace id')
  if (!message.includes(advice) || advice === '') broken.push('its message lacks the advice')
  const shown = `${message} ${inspect(error, { depth: 10, showHidden: true })} ${JSON.stringify(error)}`
  for (const [what, text] of Object.entries(secrets)) if (shown.includes(text)) broken.push(`it shows the ${what}`)
  return broken
}
