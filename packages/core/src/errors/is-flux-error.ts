import type { FluxError } from './flux-error.ts'

/** Registered globally, so that copies of the class in different bundles know each other's errors. */
export const brand: unique symbol = Symbol.for('@fluxkit/core/error') as never

/** Is it an error of Fluxkit? Also true for errors of another copy of this package. */
export function isFluxError(value: unknown): value is FluxError {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[brand] === true
}
