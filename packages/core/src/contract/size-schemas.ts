import * as z from 'zod/mini'
import { type FluxSize, type ModelAction, models } from './models.ts'
import { readmeRatios } from './ratios.ts'
import { sizePattern } from './size.ts'

/** Makes each check of a schema say what the field of a request says. */
export interface Say {
  readonly error: (issue: { readonly input?: unknown }) => string
}

const actions: readonly ModelAction[] = ['generate', 'edit']

/** What a model can be asked to do. */
export const modelActionSchema = z.literal(actions)

/** The ratios that any edition documents. */
export const ratioSchema = z.literal(readmeRatios)

/** The models that Fluxkit knows. */
export const modelIdSchema = modelIdWith()

/** Pixels or a ratio as people write them (`1024 × 768`); which of them a model takes is checked with the whole request. */
export const sizeSchema = sizeWith()

export function modelIdWith(say?: Say) {
  return z.literal(
    models.map(({ id }) => id),
    say,
  )
}

/** The pattern holds at run time what the type says: zod's template literals would refuse `1024 × 768`. */
export function sizeWith(say?: Say): z.ZodMiniType<FluxSize, FluxSize> {
  return z.string(say).check(z.regex(sizePattern, say)) as never
}
