/** Marks errors of Fluxkit. Registered globally, so that copies of the class in different bundles know each other's errors. */
export const brand: unique symbol = Symbol.for('@fluxkit/core/error') as never
