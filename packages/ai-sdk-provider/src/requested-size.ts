import type { ImageModelV4CallOptions, SharedV4Warning } from '@ai-sdk/provider'
import { findModel, formatSize, type ModelAction, parseSize, sameShapeSize } from '@fluxkit/core'

/** The size to request, and what the caller should know about it. */
export interface RequestedSize {
  readonly size: string | undefined
  readonly warnings: readonly SharedV4Warning[]
}

/**
 * Pixels or a ratio in the notation that the model takes. Another shape is never chosen here: where none of the model's
 * sizes has the requested shape, the size stays as it is, and core refuses it before anything is sent.
 */
export function requestedSize(
  modelId: string,
  action: ModelAction,
  { size, aspectRatio }: Pick<ImageModelV4CallOptions, 'size' | 'aspectRatio'>,
): RequestedSize {
  const [feature, text] = size === undefined ? (['aspectRatio', aspectRatio] as const) : (['size', size] as const)
  const ignored: readonly SharedV4Warning[] =
    size === undefined || aspectRatio === undefined
      ? []
      : [{ type: 'unsupported', feature: 'aspectRatio', details: `size is given, so ${size} is requested.` }]
  if (text === undefined) return { size: undefined, warnings: ignored }
  const [model, wanted] = [findModel(modelId), parseSize(text)]
  const same = model && wanted && sameShapeSize(model, wanted, { action })
  const sent = same ? formatSize(same) : text
  if (sent === text) return { size: text, warnings: ignored }
  const details = `${modelId} doesn't take ${text}, so ${sent} is requested: the same shape, to within 2 %.`
  return { size: sent, warnings: [...ignored, { type: 'compatibility', feature, details }] }
}
