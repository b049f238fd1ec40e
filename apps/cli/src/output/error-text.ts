import type { Environment } from '../host.ts'
import type { ErrorFacts } from '../errors/error-facts.ts'
import type { Texts } from '../messages/texts.ts'
import type { Paint } from '../terminal/paint.ts'
import type { Symbols } from '../terminal/symbols.ts'
import { networkAdvice } from './network-advice.ts'

/** More links than this are a page of their own; `history` has them. */
const maxLinks = 4

interface TextStyle {
  readonly paint: Paint
  readonly symbols: Symbols
  readonly texts: Texts
  readonly env: Environment
  /** How the program was called, for the commands that are named. */
  readonly launcher: string
  readonly isSandbox?: boolean
  /** With several jobs at work the journal says which prompt it was. */
  readonly jobId?: string | undefined
}

/** An error for people: what happened, what was charged, what to do next, and what support asks for. */
export function errorText(facts: ErrorFacts, style: TextStyle): string {
  const { paint, symbols, texts, launcher, isSandbox = false, jobId } = style
  const { t } = texts
  const { code, charged, status, taskId, traceId, imageUrls = [], recover } = facts
  const { message, advice } = inLanguage(facts, style)
  const isUsage = code === 'usage' || code === 'invalid_request'
  const charge = isSandbox ? t('sandboxFree') : t(`charge.${charged}`)
  const reference = [
    code,
    status && `HTTP ${status}`,
    taskId && `task ${taskId}`,
    traceId && `trace ${traceId}`,
    jobId && `job ${jobId}`,
  ]
  const mentionsCharge = /\bcharged\b/.test(message)
  // Advice on what may have been charged is about tasks that can be recovered; those of the sandbox end with it.
  const next = isSandbox && charged !== 'no' ? t('sandboxAgain') : advice
  return [
    `${paint.red(symbols.fail)} ${paint.bold(message)}`,
    ...(mentionsCharge || isUsage ? [] : [`  ${charge}`]),
    ...(next === '' ? [] : [`  ${asCalled(next, launcher)}`]),
    ...imageUrls.slice(0, maxLinks).map((url) => `  ${t('image', { url })}`),
    ...(recover === undefined || isSandbox
      ? []
      : [`  ${t('recover', { command: paint.bold(asCalled(recover, launcher)) })}`]),
    ...(isUsage ? [] : [`  ${paint.dim(reference.filter(Boolean).join(' · '))}`]),
    '',
  ].join('\n')
}

/** English has the details of this one error; other languages have a sentence for its code, and never half of each. */
function inLanguage(facts: ErrorFacts, { texts, env }: TextStyle): Pick<ErrorFacts, 'message' | 'advice'> {
  const network = networkAdvice(facts, env, texts)
  const code = sharedCode(facts.code)
  const known = texts.language === 'en' ? undefined : texts.error(code, 'message')
  if (known === undefined) return { message: facts.message, advice: network ?? facts.advice }
  const { fields = [] } = facts
  const named = fields.length === 0 ? '' : `\n  ${texts.t('fields', { fields: fields.join(', ') })}`
  return { message: `${known}${named}`, advice: network ?? texts.error(code, 'advice') ?? '' }
}

/** Other apps name this one by its lease. */
function sharedCode(code: string): string {
  return code === 'job_busy' ? 'held' : code
}

/** Commands in the words of the person who has to type them: under `npm start` nothing is called `fluxkit`. */
function asCalled(text: string, launcher: string): string {
  return text.replaceAll(/(^|`)fluxkit /g, `$1${launcher} `)
}
