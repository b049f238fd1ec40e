import { type Edition, otherEdition } from './edition.ts'
import { defaultModelIds, findModel, type FluxModel } from './models.ts'
import { currentRatios } from './ratios.ts'
import type { LooseFluxRequest } from './request-schemas.ts'
import { editionsOf, formatSize, parseSize, sameShapeLimit, shapeDifference, type Size, sizeForShape } from './size.ts'
import { callersSize } from './submission-body.ts'

/** The size of a submission, and how it came about. */
export interface SentSize {
  /** As it went over the wire. */
  readonly sent: string
  /**
   * `caller`: the request named it. `input-image`: an edit keeps the shape of its image. `default`: the model's own,
   * since nothing else was known.
   */
  readonly chosenBy: 'caller' | 'input-image' | 'default'
  /** The size that was refused, or would be, because the service speaks the other edition. */
  readonly insteadOf?: string
}

/**
 * The size to send for a valid request.
 * @param learned the edition whose size the service has accepted for this model, once that is known
 */
export function chooseSize(request: LooseFluxRequest, learned?: Edition): SentSize {
  const first = firstChoice(request)
  const editions = sizeEditions(request, first.sent)
  return learned === undefined || editions.includes(learned) ? first : (otherSize(request, first) ?? first)
}

/** The editions that accept a size for the model and action of a request; empty for unknown models. */
export function sizeEditions(
  { action, model = defaultModelIds[action] }: LooseFluxRequest,
  text: string,
): readonly Edition[] {
  const [known, size] = [findModel(model), parseSize(text)]
  return known && size ? editionsOf(known, size, action) : []
}

/**
 * The size to send when a service refuses this one because it speaks the other edition: only where core chose the size
 * or the shape stays the same. Source: flux-api.md, "When the service refuses a size".
 */
export function otherSize(request: LooseFluxRequest, size: SentSize): SentSize | undefined {
  const sent = parseSize(size.sent)
  const other = sizeOfOtherEdition(request, size)
  if (!other || !sent) return undefined
  if (size.chosenBy === 'caller' && shapeDifference(other, sent) > sameShapeLimit) return undefined
  return { sent: formatSize(other), chosenBy: size.chosenBy, insteadOf: size.sent }
}

/**
 * The nearest size, in shape, of the edition that does not accept this one.
 * @returns `undefined` unless exactly one edition accepts it, and the other offers this action with the model
 */
export function sizeOfOtherEdition(request: LooseFluxRequest, { sent, chosenBy }: SentSize): Size | undefined {
  const { action, model: id = defaultModelIds[action] } = request
  const [model, size] = [findModel(id), parseSize(sent)]
  const [only, ...more] = sizeEditions(request, sent)
  if (!model || !size || only === undefined || more.length > 0) return undefined
  const wanted = chosenBy === 'input-image' ? (imageShape(request) ?? size) : size
  return sizeForShape(model, wanted, { action, edition: otherEdition[only] })
}

function firstChoice(request: LooseFluxRequest): SentSize {
  const named = callersSize(request)
  if (named !== undefined) return { sent: named, chosenBy: 'caller' }
  const model = findModel(request.model ?? defaultModelIds[request.action])
  const kept = keptShape(request, model)
  if (kept) return { sent: formatSize(kept), chosenBy: 'input-image' }
  return { sent: model?.defaultSize ?? '1:1', chosenBy: 'default' }
}

/** The accepted size nearest to the image of an edit; for unknown models the nearest of the current ratios. */
function keptShape(request: LooseFluxRequest, model: FluxModel | undefined): Size | undefined {
  const shape = imageShape(request)
  const known = model ?? { sizes: [{ edition: 'current', actions: ['edit'], kind: 'ratio', ratios: currentRatios }] }
  return shape && sizeForShape(known, shape, { action: 'edit' })
}

function imageShape(request: LooseFluxRequest): Size | undefined {
  return request.action === 'edit' && request.imageSize ? { kind: 'pixels', ...request.imageSize } : undefined
}
