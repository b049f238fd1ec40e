import { type Edition, otherEdition } from './edition.ts'
import { defaultModelIds, findRules } from './models.ts'
import { currentRatios } from './ratios.ts'
import type { LooseFluxRequest } from './request-schemas.ts'
import {
  editionsOf,
  formatSize,
  parseSize,
  sameShapeLimit,
  shapeDifference,
  type Size,
  type SizedModel,
  sizesByShape,
} from './size.ts'
import { callersSize } from './submission-body.ts'

/** The size of a submission, and who chose it. */
export interface SentSize {
  /** As it went over the wire. */
  readonly sent: string
  /**
   * `caller`: the request named it. `input-image`: an edit keeps the shape of its image. `default`: the model's own,
   * since nothing else was known.
   */
  readonly chosenBy: 'caller' | 'input-image' | 'default'
  /** The size that would have been sent, had the service not refused it. */
  readonly insteadOf?: string
}

/**
 * Which sizes to try for a valid request, one after the other: the second only when the first is refused as such. There is
 * a second one when exactly one edition accepts the first, and either core chose it or the shape stays the same; it is worked
 * out when it is needed, which is rarely. Source: flux-api.md, "When the service refuses a size".
 *
 * @param learned the edition whose size the service has accepted for this model after it had refused the other's
 */
export function* planSizes(request: LooseFluxRequest, learned?: Edition): Generator<SentSize, void> {
  const first = firstSize(request)
  const preferred = learned && otherEditionSize(request, first)
  if (preferred?.edition === learned && preferred) yield preferred.size
  yield first
  const other = preferred ?? otherEditionSize(request, first)
  if (other && other.edition !== learned) yield other.size
}

/** For the error of a refused size: the sizes of the other edition that come nearest in shape. */
export function nearestSizes(request: LooseFluxRequest, { sent }: SentSize): readonly string[] {
  const candidates = otherEditionSizes(request, sent, parseSize(sent))
  return candidates?.sizes.slice(0, 2).map((size) => formatSize(size)) ?? []
}

/** The only edition that accepts this size of this request, where there is exactly one. */
export function onlyEdition({ action, model }: LooseFluxRequest, sent: string): Edition | undefined {
  const [known, size] = [findRules(model ?? defaultModelIds[action]), parseSize(sent)]
  const [only, ...more] = known && size ? editionsOf(known, size, action) : []
  return more.length > 0 ? undefined : only
}

function otherEditionSize(
  request: LooseFluxRequest,
  first: SentSize,
): { readonly size: SentSize; readonly edition: Edition } | undefined {
  const { sent, chosenBy } = first
  const original = parseSize(sent)
  const shape = chosenBy === 'input-image' ? imageShape(request) : original
  const { edition, sizes: [size] = [] } = otherEditionSizes(request, sent, shape) ?? {}
  if (!edition || !size || !original) return undefined
  if (chosenBy === 'caller' && shapeDifference(size, original) > sameShapeLimit) return undefined
  return { size: { ...first, sent: formatSize(size), insteadOf: sent }, edition }
}

/** The sizes of the edition that does not accept `sent`, nearest in shape first. */
function otherEditionSizes(
  request: LooseFluxRequest,
  sent: string,
  shape: Size | undefined,
): { readonly sizes: readonly Size[]; readonly edition: Edition } | undefined {
  const { action, model: id = defaultModelIds[action] } = request
  const model = findRules(id)
  const only = onlyEdition(request, sent)
  if (!model || !only || !shape) return undefined
  const edition = otherEdition[only]
  return { edition, sizes: sizesByShape(model, shape, { action, edition }) }
}

function firstSize(request: LooseFluxRequest): SentSize {
  const named = callersSize(request)
  if (named !== undefined) return { sent: named, chosenBy: 'caller' }
  const model = findRules(request.model ?? defaultModelIds[request.action])
  const shape = imageShape(request)
  const [kept] = shape ? sizesByShape(model ?? unknownModel, shape, { action: 'edit' }) : []
  if (kept) return { sent: formatSize(kept), chosenBy: 'input-image' }
  return { sent: model?.defaultSize ?? '1:1', chosenBy: 'default' }
}

/** Every model of the current edition takes its ratios. */
const unknownModel: SizedModel = {
  sizes: [{ edition: 'current', actions: ['edit'], kind: 'ratio', ratios: currentRatios }],
}

function imageShape(request: LooseFluxRequest): Size | undefined {
  return request.action === 'edit' && request.imageSize ? { kind: 'pixels', ...request.imageSize } : undefined
}
