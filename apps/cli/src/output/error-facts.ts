import { type Charged, InvalidRequestError, isFluxError } from '@fluxkit/core'
import { isProgramError } from '../program-error.ts'
import { plainText } from './plain-text.ts'

/** An error as `--json` shows it and the terminal words it. */
export interface ErrorFacts {
  readonly code: string
  readonly message: string
  readonly charged: Charged
  readonly retryable: boolean
  readonly advice: string
  readonly status?: number
  readonly taskId?: string
  readonly traceId?: string
}

/** The words of core's fields, as they are called on the command line. */
const optionNames: readonly (readonly [RegExp, string])[] = [
  [/\ballowUnknownModel\b/g, '--any-model'],
  [/\bimageUrl\b/g, 'image'],
]

export function errorFacts(error: unknown): ErrorFacts {
  if (isProgramError(error)) {
    const { code, message, advice } = error
    return { code, message: plainText(message), charged: 'no', retryable: false, advice: plainText(advice) }
  }
  if (isFluxError(error)) {
    const { code, charged, retryable, status, taskId, traceId } = error
    return {
      code,
      message: plainText(asTyped(error.summary)),
      charged,
      retryable,
      advice: plainText(
        error instanceof InvalidRequestError
          ? 'Nothing was sent. See `models` and `sizes` for what is possible.'
          : error.advice,
      ),
      ...(status === undefined ? {} : { status }),
      ...(taskId === undefined ? {} : { taskId: plainText(taskId) }),
      ...(traceId === undefined ? {} : { traceId: plainText(traceId) }),
    }
  }
  return unexpectedFacts(error)
}

function unexpectedFacts(error: unknown): ErrorFacts {
  const { code, syscall, path } = error as NodeJS.ErrnoException
  if (typeof syscall === 'string' && typeof path === 'string') {
    const message = `${plainText(path)}: ${code} (${syscall}).`
    return {
      code: 'file_system',
      message,
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

function asTyped(message: string): string {
  return optionNames.reduce((text, [pattern, name]) => text.replaceAll(pattern, name), message)
}
