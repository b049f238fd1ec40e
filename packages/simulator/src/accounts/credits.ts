/** Prices have three decimals; sums of them are kept at that, so that 3 × 0.216 is 0.648. */
export function addCredits(one: number, other: number): number {
  return Math.round((one + other) * 1_000) / 1_000
}
