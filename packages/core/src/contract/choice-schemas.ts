import * as z from 'zod/mini'
import { isSizeLike } from './field-checks.ts'
import { type FluxSize, type ModelAction, modelRules } from './models.ts'
import { readmeRatios } from './ratios.ts'
import { sizePattern } from './size.ts'

const actions: readonly ModelAction[] = ['generate', 'edit']

/** The actions of a model. */
export const modelActionSchema = z.literal(actions)

/** The ratios that any edition documents. */
export const ratioSchema = z.literal(readmeRatios)

/** The models that Fluxkit knows. */
export const modelIdSchema = z.literal(modelRules.map(({ id }) => id))

/** Pixels or a ratio as people write them (`1024 × 768`); which of them a model takes is checked with the whole request. */
export const sizeSchema = z
  .string()
  .check(z.refine(isSizeLike), z.meta({ pattern: sizePattern.source })) as z.ZodMiniType<FluxSize, FluxSize>
