import { type Charged, InvalidRequestError, isFluxError } from '@fluxkit/core'
import type { Localized } from '../language/translator.ts'
import { plainText } from '../terminal/terminal-text.ts'
import { isProgramError } from './program-error.ts'

/** An error as `--json` prints it. All of its texts are plain. */
export interface ErrorFacts {
  readonly code: string
  readonly message: string
  readonly charged: Charged
  readonly retryable: boolean
  readonly advice: string
  /** The fields of a request that aren't valid. */
  readonly fields?: readonly string[]
  readonly status?: number
  readonly taskId?: string
  readonly traceId?: string
  /** Without credentials, query and fragment. */
  readonly url?: string
  /** Images that may be paid for and aren't saved yet. */
  readonly imageUrls?: readonly string[]
  /** The command that recovers what is paid for. */
  readonly recover?: string
  /** The message and the advice in other languages. JSON has no functions: `--json` is English. */
  readonly messageIn?: Localized
  readonly adviceIn?: Localized
}

/** The names of core's fields and settings as users type them. */
const givenNames: readonly (readonly [RegExp, string])[] = [
  [/\bunchecked\b/g, '--unchecked'],
  [/\bextra (?=[^:\s]+:)/g, '--field '],
  [/\bimageUrl\b/g, 'image'],
  [/\bplatformBaseUrl\b/g, 'ACEDATACLOUD_PLATFORM_BASE_URL'],
  [/\bbaseUrl\b/g, 'ACEDATACLOUD_API_BASE_URL'],
]

export function errorFacts(error: unknown): ErrorFacts {
  if (isProgramError(error)) {
    const { code, message, advice, charged, messageIn, adviceIn } = error
    const texts = { message: plainText(message), advice: plainText(advice), messageIn, adviceIn }
    return { code, charged, retryable: false, ...texts }
  }
  if (isFluxError(error)) {
    const { code, charged, retryable, status, taskId, traceId, url, imageUrls } = error
    return {
      code,
      message: plainText(asGiven(error.summary)),
      charged,
      retryable,
      advice: plainText(error instanceof InvalidRequestError ? requestAdvice(error) : error.advice),
      ...(error instanceof InvalidRequestError ? { fields: fieldsOf(error) } : {}),
      ...(status === undefined ? {} : { status }),
      ...(taskId === undefined ? {} : { taskId: plainText(taskId) }),
      ...(traceId === undefined ? {} : { traceId: plainText(traceId) }),
      ...(url === undefined ? {} : { url: plainText(url) }),
      ...(imageUrls === undefined ? {} : { imageUrls: imageUrls.map((link) => plainText(link)) }),
    }
  }
  return unexpectedFacts(error)
}

function fieldsOf({ issues }: InvalidRequestError): readonly string[] {
  return [...new Set(issues.map(({ field }) => plainText(asGiven(field))))]
}

/** Where to find what is possible for the first field that is wrong. */
function requestAdvice({ issues: [first] }: InvalidRequestError): string {
  const field = first?.field.split('.')[0] ?? ''
  const where: Readonly<Record<string, string>> = {
    model: '`fluxkit models` lists them.',
    size: '`fluxkit sizes` lists those of each model.',
    baseUrl: 'Correct ACEDATACLOUD_API_BASE_URL, or unset it to use the real service.',
    platformBaseUrl: 'Set ACEDATACLOUD_PLATFORM_BASE_URL to the platform that belongs to your service.',
  }
  return `Nothing was sent. ${where[field] ?? 'Add --help to see how the command works.'}`
}

function unexpectedFacts(error: unknown): ErrorFacts {
  const { code, syscall, path } = error as NodeJS.ErrnoException
  if (typeof syscall === 'string' && typeof path === 'string') {
    const message = `${plainText(path)}: ${code} (${syscall}).`
    return {
      code: 'file_system',
      message,
      // A path and the code of the system are the same in every language.
      messageIn: () => message,
      charged: 'no',
      retryable: false,
      advice: 'Check the path, its owner and the space left.',
    }
  }
  const message = plainText(error instanceof Error ? error.message : String(error))
  return {
    code: 'unexpected',
    message,
    charged: 'unknown',
    retryable: false,
    advice: 'This is a mistake in Fluxkit; please report it.',
  }
}

function asGiven(message: string): string {
  return givenNames.reduce((text, [pattern, name]) => text.replaceAll(pattern, name), message)
}
