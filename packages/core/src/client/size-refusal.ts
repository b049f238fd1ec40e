import { readServiceError } from '../contract/answers.ts'
import { nearestSizes, type SentSize } from '../contract/choose-size.ts'
import { asObject } from '../contract/json.ts'
import { fieldEntries } from '../contract/request-fields.ts'
import type { LooseFluxRequest } from '../contract/request-schemas.ts'
import type { FluxError } from '../errors/flux-error.ts'
import { isFluxError } from '../errors/is-flux-error.ts'
import { RejectedRequestError } from '../errors/service-errors.ts'

/** Words that are about the size, whatever else they may be about. */
const sizeWords = / (sizes?|width|height|dimensions?|resolution|aspect|ratio) /
/** What a message without any of them may be about. */
const otherWords = / (image|url|link|token|balance|account|application|safety|content) /

/** The other fields of the body. */
const otherFields = [
  'action',
  'async',
  ...fieldEntries.flatMap(([name, { wire }]) => (wire === undefined || name === 'size' ? [] : [wire])),
]

/**
 * Has the service refused a submission for its size, as far as we can see? A JSON 400 that names no task and no other
 * field: nothing was accepted or charged. Source: flux-api.md, "When the service refuses a size".
 */
function isSizeRefusal(error: unknown, request: LooseFluxRequest): error is FluxError {
  if (!isFluxError(error) || error.code !== 'bad_request' || error.status !== 400) return false
  const answer = asObject(error.answer)
  if (!answer || error.charged !== 'no' || error.taskId !== undefined || error.imageUrls) return false
  const text = wordsOf(readServiceError(answer['error'])?.message ?? '')
  if ([...otherFields, ...Object.keys(request.extra ?? {})].some((name) => text.includes(wordsOf(name)))) return false
  return sizeWords.test(text) || !otherWords.test(text)
}

/** The same error with what to do about it: the sizes that were tried, or those that may be accepted instead. */
function explainRefusal(error: FluxError, request: LooseFluxRequest, tried: readonly SentSize[]): FluxError {
  const sizes = tried.map(({ sent }) => sent)
  const nearest = tried
    .slice(0, 1)
    .flatMap((size) => nearestSizes(request, size))
    .filter((size) => !sizes.includes(size))
  if (nearest.length === 0 && sizes.length < 2) return error
  const refused = sizes.length > 1 ? [`The sizes ${sizes.join(' and ')} were both refused.`] : []
  const instead = nearest.length > 0 ? [`Use the size ${nearest.join(' or ')}.`] : ['Use another size or model.']
  return withAdvice(error, [...refused, ...instead].join(' '))
}

/**
 * Sends a submission with the sizes of its plan, one after the other, until one is not refused.
 * @param mayRepeat false: only the first size is tried
 * @param send one submission with one size; any error except the refusal of a size ends the plan
 */
export async function tryPlan<T>(
  plan: Iterable<SentSize>,
  request: LooseFluxRequest,
  mayRepeat: boolean,
  send: (size: SentSize) => Promise<T>,
): Promise<{ readonly result: T; readonly size: SentSize; readonly isSecond: boolean }> {
  const tried: SentSize[] = []
  let refusal: FluxError = new RejectedRequestError('bad_request', 'There is no size to try.')
  for (const size of plan) {
    try {
      return { result: await send(size), size, isSecond: tried.length > 0 }
    } catch (error) {
      if (!isSizeRefusal(error, request)) throw error
      tried.push(size)
      refusal = error
      if (!mayRepeat) break
    }
  }
  throw explainRefusal(refusal, request, tried)
}

/** Words in lower case between blanks: `image_url`, `imageUrl` and `image url` are the same. */
function wordsOf(text: string): string {
  const words = text.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return ` ${words.replace(/[^a-z0-9]+/g, ' ').trim()} `
}

function withAdvice(error: FluxError, advice: string): FluxError {
  const { code, summary, cause, serviceText, answer } = error
  return new RejectedRequestError(code, summary, { ...(error as object), cause, serviceText, answer, advice })
}
