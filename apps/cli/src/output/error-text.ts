import type { ErrorFacts } from './error-facts.ts'
import type { Paint } from './paint.ts'
import type { Symbols } from './symbols.ts'

const chargeSentences = {
  no: 'Nothing was charged.',
  unknown: 'It is not known whether it was charged.',
  yes: 'It may have been charged already.',
}

/** An error for people: what happened, what was charged, what to do next, and what support asks for. */
export function errorText(
  facts: ErrorFacts,
  paint: Paint,
  symbols: Symbols,
  { isSandbox = false, jobId }: { readonly isSandbox?: boolean; readonly jobId?: string | undefined } = {},
): string {
  const { code, message, charged, advice, status, taskId, traceId } = facts
  const isUsage = code === 'usage' || code === 'invalid_request'
  const charge = isSandbox ? 'Nothing was charged: this is the sandbox.' : chargeSentences[charged]
  const reference = [
    code,
    status && `HTTP ${status}`,
    taskId && `task ${taskId}`,
    traceId && `trace ${traceId}`,
    jobId && `job ${jobId}`,
  ]
  const saysCharge = /\bcharged\b/.test(message)
  return [
    `${paint.red(symbols.fail)} ${paint.bold(message)}`,
    ...(saysCharge || isUsage ? [] : [`  ${charge}`]),
    // Advice on what may have been charged is about tasks that can be collected; those of the sandbox end with it.
    `  ${isSandbox && charged !== 'no' ? 'Make it again. At the real service it could have been charged.' : advice}`,
    ...(isUsage ? [] : [`  ${paint.dim(reference.filter(Boolean).join(' · '))}`]),
    '',
  ].join('\n')
}
