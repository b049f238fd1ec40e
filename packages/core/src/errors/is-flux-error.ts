import { brand } from './brand.ts'
import type { FluxError } from './flux-error.ts'

/** Is it an error of Fluxkit? Also true for errors of another copy of this package. */
export function isFluxError(value: unknown): value is FluxError {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[brand] === true
}
