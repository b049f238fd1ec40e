import type { Charged } from '@fluxkit/core'
import type { ErrorFacts } from '../errors/error-facts.ts'
import type { Paint } from '../terminal/paint.ts'
import type { Symbols } from '../terminal/symbols.ts'

const chargeSentences: Readonly<Record<Charged, string>> = {
  no: 'Nothing was charged.',
  unknown: 'It is not known whether it was charged.',
  yes: 'It may have been charged already.',
}

/** More links than this are a page of their own; `history` has them. */
const maxLinks = 4

interface Look {
  readonly paint: Paint
  readonly symbols: Symbols
  /** How the program was called, for the commands that are named. */
  readonly launcher: string
  readonly isSandbox?: boolean
  /** With several jobs at work the journal says which prompt it was. */
  readonly jobId?: string | undefined
}

/** An error for people: what happened, what was charged, what to do next, and what support asks for. */
export function errorText(facts: ErrorFacts, { paint, symbols, launcher, isSandbox = false, jobId }: Look): string {
  const { code, message, charged, advice, status, taskId, traceId, imageUrls = [], recover } = facts
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
  // Advice on what may have been charged is about tasks that can be recovered; those of the sandbox end with it.
  const next = isSandbox && charged !== 'no' ? 'Make it again. At the real service it could have been charged.' : advice
  return [
    `${paint.red(symbols.fail)} ${paint.bold(message)}`,
    ...(saysCharge || isUsage ? [] : [`  ${charge}`]),
    ...(next === '' ? [] : [`  ${asCalled(next, launcher)}`]),
    ...imageUrls.slice(0, maxLinks).map((url) => `  Image: ${url}`),
    ...(recover === undefined || isSandbox ? [] : [`  Recover it with: ${paint.bold(asCalled(recover, launcher))}`]),
    ...(isUsage ? [] : [`  ${paint.dim(reference.filter(Boolean).join(' · '))}`]),
    '',
  ].join('\n')
}

/** Commands in the words of the person who has to type them: under `npm start` nothing is called `fluxkit`. */
function asCalled(text: string, launcher: string): string {
  return text.replaceAll(/(^|`)fluxkit /g, `$1${launcher} `)
}
