import * as z from 'zod/mini'
import { sizeLike } from './field-schemas.ts'
import { type ModelAction, modelRules } from './models.ts'
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
export const sizeSchema = sizeLike().check(z.meta({ pattern: sizePattern.source }))
