import { plainText } from '../terminal/terminal-text.ts'
import type { Environment } from '../host.ts'
import type { ErrorFacts } from '../errors/error-facts.ts'
import type { Texts } from '../language/translator.ts'
import type { Paint } from '../terminal/paint.ts'
import type { Symbols } from '../terminal/symbols.ts'
import { networkAdvice } from './network-advice.ts'

/** The most links to show; `history` has all of them. */
const maxLinks = 4

interface TextStyle {
  readonly paint: Paint
  readonly symbols: Symbols
  readonly texts: Texts
  readonly env: Environment
  /** How the program was called, for the commands that are named. */
  readonly launcher: string
  readonly isSandbox?: boolean
  /** With several running jobs, the journal says which prompt it was. */
  readonly jobId?: string | undefined
}

/** An error for people: what happened, what was charged, what to do next, and what support asks for. */
export function errorText(facts: ErrorFacts, style: TextStyle): string {
  const { paint, symbols, texts, launcher, isSandbox = false, jobId } = style
  const { t } = texts
  const { code, charged, status, taskId, traceId, imageUrls = [], recover } = facts
  const { message, advice } = shownError(facts, style)
  const isUsage = code === 'usage' || code === 'invalid_request'
  const charge = isSandbox ? t('sandboxFree') : t(`charge.${charged}`)
  const reference = [
    code,
    status && `HTTP ${status}`,
    taskId && t('reference.task', { id: taskId }),
    traceId && t('reference.trace', { id: traceId }),
    jobId && t('reference.job', { id: jobId }),
  ]
  const mentionsCharge = /\bcharged\b/.test(message)
  // Advice about charges is about tasks that can be recovered; those of the sandbox end with it.
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

/**
 * The message and the advice in the reader's language: those of the program itself, or the sentence of a code. Details of
 * core's errors are English, so other languages go without them, and never have half of each.
 */
export function shownError(
  { code, message, advice, messageIn, adviceIn, fields = [], ...facts }: ErrorFacts,
  { texts, env }: Pick<TextStyle, 'texts' | 'env'>,
): Pick<ErrorFacts, 'message' | 'advice'> {
  const known = texts.language === 'en' ? undefined : texts.error(code, 'message')
  const named =
    known === undefined || fields.length === 0 ? '' : `\n  ${texts.t('fields', { fields: fields.join(', ') })}`
  const summary = known === undefined ? message : `${known}${named}`
  const next = known === undefined ? advice : (texts.error(code, 'advice') ?? '')
  const network = networkAdvice({ code, message, advice, ...facts }, env, texts)
  return {
    message: messageIn === undefined ? summary : plainText(messageIn(texts)),
    advice: network ?? (adviceIn === undefined ? next : plainText(adviceIn(texts))),
  }
}

/** Commands in the words of the user who has to type them: under `npm start` nothing is called `fluxkit`. */
function asCalled(text: string, launcher: string): string {
  return text.replaceAll(/(^|`)fluxkit /g, `$1${launcher} `)
}
